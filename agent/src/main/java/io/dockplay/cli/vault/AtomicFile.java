package io.dockplay.cli.vault;

import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a file whole or not at all: a new one beside it, which then takes its place. */
public final class AtomicFile {

    private static final Set<PosixFilePermission> OWNER = Set.copyOf(PosixFilePermissions.fromString("rwx------"));

    private AtomicFile() {}

    /**
     * Writes a file. A new one is its owner's only; an older one keeps its mode, and its owner where that is allowed.
     *
     * @param secret whether nobody but the owner may read it, whatever the mode was
     * @throws InvalidInput when it cannot be written; what was there is there still
     */
    public static void write(Path file, byte[] bytes, boolean secret) {
        try {
            boolean there = Files.exists(file);
            Path target = there ? file.toRealPath() : file.toAbsolutePath();
            Path beside = Files.createTempFile(target.getParent(), ".dockplay", ""); // 0600 by itself
            try {
                if (there) {
                    likeBefore(target, beside);
                    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(target);
                    if (secret) {
                        mode.retainAll(OWNER);
                    }
                    Files.write(beside, bytes);
                    Files.setPosixFilePermissions(beside, mode);
                } else {
                    Files.write(beside, bytes);
                }
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new InvalidInput(Problem.at(
                    Position.of(file.toString()),
                    Message.of("%s cannot be written: %s", file, FileTrouble.of(e)),
                    Message.of("It is as it was. Check the folder's permissions and its space.")));
        }
    }

    private static void likeBefore(Path target, Path beside) throws IOException {
        for (String owner : new String[] {"unix:gid", "unix:uid"}) {
            Object before = Files.getAttribute(target, owner);
            if (!before.equals(Files.getAttribute(beside, owner))) {
                try {
                    Files.setAttribute(beside, owner, before);
                } catch (IOException notAllowed) {
                    return; // it becomes the user's, as with any editor
                }
            }
        }
    }
}
