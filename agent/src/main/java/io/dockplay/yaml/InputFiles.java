package io.dockplay.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the files that a user wrote, and remembers what they were: a saved plan holds only as long as they do not change.
 *
 * <p>One program run has one set of them.
 */
public final class InputFiles {

    private static final Map<Path, String> READ = new ConcurrentHashMap<>();

    private InputFiles() {}

    /** A file's bytes. */
    public static byte[] bytes(Path file) throws IOException {
        return bytes(file, Integer.MAX_VALUE - 8);
    }

    /** A file's bytes, no more than so many; there are as many when the file is as long or longer. */
    static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(most);
            READ.put(file, digest(bytes));
            return bytes;
        }
    }

    /** Begins anew. */
    public static void forget() {
        READ.clear();
    }

    /** Every file that was read → the SHA-256 of its content, in hexadecimal. */
    public static SortedMap<Path, String> digests() {
        return new TreeMap<>(READ);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
