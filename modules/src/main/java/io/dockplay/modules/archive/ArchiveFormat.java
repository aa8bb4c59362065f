package io.dockplay.modules.archive;

import java.util.HexFormat;
import java.util.Optional;

/** How an archive is packed, known by its first bytes. */
enum ArchiveFormat {
    /** A tar archive that is not packed any further. */
    TAR("", ""),
    /** A tar archive, packed by gzip. */
    GZIP("1f8b", "gzip"),
    /** A tar archive, packed by bzip2. */
    BZIP2("425a68", "bzip2"),
    /** A tar archive, packed by xz. */
    XZ("fd377a585a", "xz"),
    /** A zip archive. */
    ZIP("504b", "unzip");

    /** How many bytes show the format. */
    static final int BYTES = 6;

    private final String beginning;
    private final String program;

    ArchiveFormat(String beginning, String program) {
        this.beginning = beginning;
        this.program = program;
    }

    /** Returns the format of an archive that begins with these hexadecimal digits; there may be few. */
    static ArchiveFormat of(String digits) {
        for (ArchiveFormat format : values()) {
            if (!format.beginning.isEmpty() && digits.startsWith(format.beginning)) {
                return format;
            }
        }
        return TAR;
    }

    static ArchiveFormat of(byte[] content) {
        return of(HexFormat.of().formatHex(content, 0, Math.min(BYTES, content.length)));
    }

    /** The program that unpacks it, beside tar. */
    Optional<String> program() {
        return program.isEmpty() ? Optional.empty() : Optional.of(program);
    }
}
