package io.dockplay.yaml;

import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.Revealed;
import io.dockplay.vault.VaultFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that a user wrote and one run reads.
 *
 * <p>It decrypts, in memory only, what is encrypted with Ansible Vault. It remembers the digest of every file, because a saved
 * plan holds only as long as its files do not change.
 */
public final class InputFiles {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int MAX_BYTES = 20 * 1024 * 1024;

    private final Map<Path, String> digests = new ConcurrentHashMap<>();
    private final Revealed revealed = new Revealed();
    private final Warnings warnings = new Warnings();
    private volatile Keyring keyring = Keyring.NONE;

    /** Decrypts with these passwords from now on; before that, with none. */
    public void use(Keyring passwords) {
        keyring = passwords;
    }

    /** What these files say that should be written otherwise. */
    public Warnings warnings() {
        return warnings;
    }

    /** What has been decrypted so far, and must not be shown. */
    public Revealed revealed() {
        return revealed;
    }

    /**
     * Reads a file as YAML.
     *
     * @return none when there is nothing in it but comments
     * @throws InvalidInput when it cannot be read or is not YAML
     */
    public Optional<Yaml> read(Path file) {
        return read(file.toString(), text(file));
    }

    /**
     * Reads a text as YAML.
     *
     * @param name what messages call the text
     * @return none when there is nothing in it but comments
     * @throws InvalidInput when it is not YAML
     */
    public Optional<Yaml> read(String name, String text) {
        return new YamlReader(this, name).read(text);
    }

    /**
     * Reads a file as YAML whose encrypted values stay as they are, as {@link Sealed}.
     *
     * @return none when there is nothing in it but comments
     * @throws InvalidInput when it cannot be read or is not YAML
     */
    public Optional<Yaml> readSealed(String name, String text) {
        return new YamlReader(this, name, true).read(text);
    }

    /**
     * A file's text, decrypted where it is encrypted.
     *
     * @throws InvalidInput when it cannot be read, or no password of the run opens it
     */
    public String text(Path file) {
        Position where = Position.of(file.toString());
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInput(Problem.at(
                        where, Message.of("%s is a folder, not a file", file), Message.of("Name a file in it.")));
            }
            byte[] bytes = note(file, MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidInput(Problem.at(
                        where,
                        Message.of("%s is larger than %s MiB", file, MAX_BYTES / 1024 / 1024),
                        Message.of("Is it the right file?")));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decrypted(file.toString(), bytes)))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new InvalidInput(Problem.at(
                    where, Message.of("there is no file %s", file), Message.of("Check the name and the folder.")));
        } catch (CharacterCodingException e) {
            throw new InvalidInput(Problem.at(
                    where,
                    Message.of("%s is not UTF-8 text", file),
                    Message.of("Save it as UTF-8; is it the right file?")));
        } catch (IOException e) {
            throw new InvalidInput(Problem.at(
                    where,
                    Message.of("%s cannot be read: %s", file, FileTrouble.of(e)),
                    Message.of("Check its permissions.")));
        }
    }

    /**
     * A file's bytes, decrypted where it is encrypted.
     *
     * @throws InvalidInput when no password of the run opens it
     */
    public byte[] bytes(Path file) throws IOException {
        return decrypted(file.toString(), note(file));
    }

    /** A file's bytes as they are on the disk, still encrypted where the file is. */
    public byte[] note(Path file) throws IOException {
        return note(file, Integer.MAX_VALUE - 8);
    }

    private byte[] note(Path file, int most) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(most);
            digests.put(file, digest(bytes));
            return bytes;
        }
    }

    /** Decrypts a single value within a file. */
    String decrypted(String sealed) throws VaultFailure {
        String text = new String(keyring.open(sealed), StandardCharsets.UTF_8);
        revealed.add(List.of(text));
        return text;
    }

    private byte[] decrypted(String name, byte[] bytes) {
        String beginning = new String(bytes, 0, Math.min(bytes.length, 20), StandardCharsets.ISO_8859_1);
        if (!Keyring.isSealed(beginning)) {
            return bytes;
        }
        try {
            byte[] plain = keyring.open(new String(bytes, StandardCharsets.UTF_8));
            revealed.add(SecretLeaves.of(this, name, new String(plain, StandardCharsets.UTF_8)));
            return plain;
        } catch (VaultFailure e) {
            throw new InvalidInput(e.inFile(name));
        }
    }

    /** Every file that was read → the SHA-256 of its content, in hexadecimal. */
    public SortedMap<Path, String> digests() {
        return new TreeMap<>(digests);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
