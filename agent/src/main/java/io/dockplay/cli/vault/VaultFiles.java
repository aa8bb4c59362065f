package io.dockplay.cli.vault;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.VaultFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files to encrypt or decrypt: all results are made first, and written only when none failed.
 *
 * @param names what the command line names; none or {@code -} is the standard input
 * @param output where the result goes instead: a file, or {@code -} for the standard output
 * @param out the standard output
 */
public record VaultFiles(List<String> names, Optional<String> output, PrintWriter out) {

    private static final String STANDARD = "-";

    public VaultFiles {
        names = names.isEmpty() ? List.of(STANDARD) : List.copyOf(names);
    }

    /** Encrypts or decrypts the bytes of a file. */
    public interface Making {

        byte[] made(String name, byte[] bytes) throws VaultFailure;
    }

    /**
     * Encrypts or decrypts all files.
     *
     * @param secret whether what is made is in plain text
     * @throws InvalidInput with all that is wrong with any of them; then none has been written
     */
    public void make(boolean secret, Making making) {
        if (output.isPresent() && names.size() > 1) {
            throw new InvalidInput(Problem.of(
                    Message.of("--output is for one file, and there are %s", names.size()),
                    Message.of("Leave it out, or name one file.")));
        }
        List<Problem> problems = new ArrayList<>();
        List<byte[]> made = new ArrayList<>();
        for (String name : names) {
            try {
                made.add(making.made(name, bytes(name)));
            } catch (VaultFailure e) {
                problems.add(e.inFile(name));
            } catch (InvalidInput wrong) {
                problems.addAll(wrong.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        for (int i = 0; i < made.size(); i++) {
            write(output.orElse(names.get(i)), made.get(i), secret);
        }
    }

    private void write(String name, byte[] bytes, boolean secret) {
        if (name.equals(STANDARD)) {
            out.print(new String(bytes, StandardCharsets.UTF_8));
            out.flush();
        } else {
            AtomicFile.write(Path.of(name), bytes, secret);
        }
    }

    /** The bytes of a file, or of the standard input. */
    public static byte[] bytes(String name) {
        try {
            return name.equals(STANDARD) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
        } catch (NoSuchFileException e) {
            throw wrong(name, Message.of("there is no file %s", name), Message.of("Check the name and the folder."));
        } catch (IOException | UncheckedIOException e) {
            throw wrong(
                    name,
                    Message.of("%s cannot be read", name),
                    Message.of("Check that it is a file, and its permissions."));
        }
    }

    /** The text of a file, which must be encrypted. */
    public static String sealed(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Keyring.isSealed(text)) {
            throw wrong(
                    name,
                    Message.of("%s is not encrypted", name),
                    Message.of("An encrypted file begins with $ANSIBLE_VAULT."));
        }
        return text;
    }

    /** The bytes of a file, which must not be encrypted yet. */
    public static byte[] plain(String name, byte[] bytes) {
        if (Keyring.isSealed(new String(bytes, StandardCharsets.UTF_8))) {
            throw wrong(
                    name,
                    Message.of("%s is encrypted already", name),
                    Message.of("For another password: dockplay vault rekey."));
        }
        return bytes;
    }

    private static InvalidInput wrong(String name, Message what, Message advice) {
        return new InvalidInput(Problem.at(Position.of(name), what, advice));
    }
}
