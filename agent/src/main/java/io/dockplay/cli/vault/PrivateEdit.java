package io.dockplay.cli.vault;

import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Lets somebody edit a secret in a private folder, of which nothing is left afterwards. */
public final class PrivateEdit {

    private PrivateEdit() {}

    /**
     * What the editor has made of it.
     *
     * @param name what the file is called, so that the editor knows its kind
     * @param editor a command of the shell, such as {@code code --wait}
     * @throws InvalidInput when the editor fails
     */
    public static byte[] edit(String name, byte[] before, String editor) {
        try {
            Path folder = Files.createTempDirectory("dockplay-vault"); // 0700 by itself
            Thread onInterrupt = new Thread(() -> wipe(folder));
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            try {
                Path file = Files.createFile(
                        folder.resolve(name),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(file, before);
                int code = new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", "sh", file.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
                if (code != 0) {
                    throw failed(Message.of("the editor (%s) ended with exit code %s", editor, code));
                }
                return Files.readAllBytes(file);
            } finally {
                wipe(folder);
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            }
        } catch (IOException e) {
            throw failed(Message.of("it cannot be edited: %s", FileTrouble.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(Message.of("the editor was interrupted"));
        }
    }

    private static InvalidInput failed(Message what) {
        return new InvalidInput(Problem.of(
                what,
                Message.of("The file is as it was. The variable EDITOR names the editor; without it that is vi.")));
    }

    /** Overwrites and removes all files of the folder, an editor's own copies too. */
    private static void wipe(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inner = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inner) {
                if (Files.isRegularFile(each)) {
                    Files.write(each, new byte[Math.toIntExact(Files.size(each))]);
                }
                Files.delete(each);
            }
        } catch (IOException gone) {
            return; // by an interruption at this very moment
        }
    }
}
