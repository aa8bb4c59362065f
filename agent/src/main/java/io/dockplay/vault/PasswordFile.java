package io.dockplay.vault;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.trust.Trust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file that holds a vault password, or a program that prints one, as in Ansible.
 *
 * @param path the file; {@code ~/} is the home folder
 * @param label the label of the password; a program whose name ends in {@code -client} gets it by {@code --vault-id}
 */
record PasswordFile(Path path, String label) {

    private static final Set<PosixFilePermission> EXECUTABLE = Set.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    static PasswordFile of(String written, String label) {
        String home = System.getProperty("user.home");
        return new PasswordFile(Path.of(written.startsWith("~/") ? home + written.substring(1) : written), label);
    }

    /**
     * The password, without white space around it.
     *
     * @param keyring opens a file that is encrypted itself
     * @throws InvalidInput when the file or the program gives no password
     */
    VaultPassword read(Keyring keyring) {
        try {
            if (!Files.exists(path)) {
                throw wrong(
                        Message.of("there is no vault password file %s", path),
                        Message.of("Check the name and the folder."));
            }
            if (Files.isDirectory(path)) {
                throw wrong(
                        Message.of("the vault password file %s is a folder", path), Message.of("Name a file in it."));
            }
            String text = isProgram() ? printed() : written(keyring);
            if (text.isEmpty()) {
                throw wrong(
                        Message.of("the vault password from %s is empty", path),
                        Message.of("Write the password into it."));
            }
            return new VaultPassword(label, text);
        } catch (CharacterCodingException e) {
            throw wrong(
                    Message.of("the vault password from %s is not UTF-8 text", path),
                    Message.of("Is it the right file?"));
        } catch (IOException e) {
            throw wrong(
                    Message.of("the vault password file %s cannot be read", path),
                    Message.of("Check its permissions."));
        }
    }

    private boolean isProgram() throws IOException {
        return Files.getPosixFilePermissions(path).stream().anyMatch(EXECUTABLE::contains);
    }

    private String written(Keyring keyring) throws IOException {
        String text = text(Files.readAllBytes(path)).strip();
        if (!Keyring.isSealed(text)) {
            return text;
        }
        try {
            return text(keyring.open(text)).strip();
        } catch (VaultFailure e) {
            throw new InvalidInput(e.inFile(path.toString()));
        }
    }

    private String printed() throws IOException {
        // Java would have a shell run a file that is no program, with the password as a command.
        byte[] beginning = new byte[4];
        try (var in = Files.newInputStream(path)) {
            in.readNBytes(beginning, 0, beginning.length);
        }
        String start = new String(beginning, StandardCharsets.ISO_8859_1);
        if (!start.startsWith("#!") && !start.equals("\u007fELF")) {
            throw wrong(
                    Message.of("the vault password file %s is executable, and no program", path),
                    Message.of("If the password stands in it: chmod -x. A script begins with #!."));
        }
        Trust.openToAll(path).ifPresent(why -> {
            throw wrong(
                    Message.of("the vault password program %s is not run: %s", path, why.ofFile()),
                    Message.of("Look at what it does, and then: chmod o-w %s", path));
        });
        List<String> command = new ArrayList<>(List.of(path.toAbsolutePath().toString()));
        if (path.getFileName().toString().replaceFirst("\\.[^.]*$", "").endsWith("-client")) {
            command.addAll(List.of("--vault-id", label));
        }
        try {
            // The user sees its errors, and answers its questions.
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            byte[] out = process.getInputStream().readAllBytes();
            int code = process.waitFor();
            if (code != 0) {
                throw wrong(
                        Message.of("the vault password program %s ended with exit code %s", path, code),
                        Message.of("Run it by hand to see why: %s", String.join(" ", command)));
            }
            return text(out).replaceAll("^[\r\n]+|[\r\n]+$", "");
        } catch (CharacterCodingException e) {
            throw e;
        } catch (IOException e) {
            throw wrong(
                    Message.of("the vault password program %s cannot be run", path),
                    Message.of("Is what its first line names installed? If the password stands in it: chmod -x."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw wrong(Message.of("the vault password program %s was interrupted", path), Message.NONE);
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private InvalidInput wrong(Message what, Message advice) {
        return new InvalidInput(Problem.at(Position.of(path.toString()), what, advice));
    }
}
