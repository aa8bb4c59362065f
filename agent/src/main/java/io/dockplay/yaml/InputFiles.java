package io.dockplay.yaml;

import io.dockplay.problem.InvalidInput;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.Revealed;
import io.dockplay.vault.VaultFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the files that a user wrote, and remembers what they were: a saved plan holds only as long as they do not change.
 * Those that are encrypted with Ansible Vault are decrypted, in memory only.
 *
 * <p>One program run has one set of them.
 */
public final class InputFiles {

    private static final Map<Path, String> READ = new ConcurrentHashMap<>();
    private static volatile Keyring keyring = Keyring.NONE;

    private InputFiles() {}

    /**
     * A file's bytes, decrypted where it is encrypted.
     *
     * @throws InvalidInput when no password of the run opens it
     */
    public static byte[] bytes(Path file) throws IOException {
        return opened(file.toString(), note(file));
    }

    /** The same, but no more bytes than so many, and then undecrypted; there are as many when the file is as long or longer. */
    static byte[] bytes(Path file, int most) throws IOException {
        byte[] bytes = note(file, most);
        return bytes.length == most ? bytes : opened(file.toString(), bytes);
    }

    /** A file's bytes as they lie on the disk. */
    public static byte[] note(Path file) throws IOException {
        return note(file, Integer.MAX_VALUE - 8);
    }

    private static byte[] note(Path file, int most) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(most);
            READ.put(file, digest(bytes));
            return bytes;
        }
    }

    /** Opens what is encrypted from now on with these passwords. */
    public static void use(Keyring passwords) {
        keyring = passwords;
    }

    /** A value that is encrypted within a file. */
    static String opened(String sealed) throws VaultFailure {
        byte[] plain = keyring.open(sealed);
        String text = new String(plain, StandardCharsets.UTF_8);
        Revealed.add(List.of(text));
        return text;
    }

    private static byte[] opened(String name, byte[] bytes) {
        String beginning = new String(bytes, 0, Math.min(bytes.length, 20), StandardCharsets.ISO_8859_1);
        if (!Keyring.isSealed(beginning)) {
            return bytes;
        }
        try {
            byte[] plain = keyring.open(new String(bytes, StandardCharsets.UTF_8));
            Revealed.add(SecretLeaves.of(name, new String(plain, StandardCharsets.UTF_8)));
            return plain;
        } catch (VaultFailure e) {
            throw new InvalidInput(e.inFile(name));
        }
    }

    /** Begins anew. */
    public static void forget() {
        READ.clear();
        Revealed.forget();
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
