package io.dockplay.modules.files;

import io.dockplay.resource.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Describes a file's bytes to people. */
public final class FileBytes {

    /** The size above which contents are neither read nor shown, but compared by checksum. */
    static final int LIMIT = 1024 * 1024;

    private static final int SHOWN_DIGITS = 12;

    private FileBytes() {}

    /** Whether the content is text that a diff can show. */
    static boolean isText(byte[] content) {
        if (content.length > LIMIT) {
            return false;
        }
        for (byte b : content) {
            if (b == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Describes a text by its number of lines, and anything else by its size and checksum. */
    static String described(byte[] content) {
        if (isText(content)) {
            long lines = new String(content, StandardCharsets.UTF_8).lines().count();
            return lines + (lines == 1 ? " line" : " lines");
        }
        return described(content.length, Sha256.hex(content));
    }

    static String described(long bytes, String sum) {
        return bytes + " bytes, sha256 " + sum.substring(0, Math.min(SHOWN_DIGITS, sum.length()));
    }
}
