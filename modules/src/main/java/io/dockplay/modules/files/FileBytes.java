package io.dockplay.modules.files;

import io.dockplay.resource.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What people are told of a file's bytes. */
public final class FileBytes {

    /** Larger contents are neither fetched nor shown; they are compared by their checksums. */
    static final int LIMIT = 1024 * 1024;

    private static final int SHOWN_DIGITS = 12;

    private FileBytes() {}

    /** Whether it is text that a diff can show. */
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

    /** A text's lines, or the size and checksum of anything else. */
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
