package io.dockplay.resource;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 checksums, which every Java can make. */
public final class Sha256 {

    private Sha256() {}

    /** The checksum of a text in UTF-8, in hexadecimal digits. */
    public static String hex(String text) {
        return hex(Utf8.bytes(text));
    }

    /** The checksum of some bytes, in hexadecimal digits. */
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(of(content));
    }

    /** The checksum of some bytes, as 32 bytes. */
    public static byte[] of(byte[] content) {
        return digest().digest(content);
    }

    /** Makes a digest that takes its input piece by piece. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
