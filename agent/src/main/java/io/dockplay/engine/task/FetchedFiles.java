package io.dockplay.engine.task;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.Harmless;
import io.dockplay.resource.FetchedFile;
import io.dockplay.resource.UnsupportedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * The files that are fetched from one host to this side; only their owner can read them.
 *
 * @param host as the inventory calls it
 * @param coordinator knows which file is which host's
 */
record FetchedFiles(String host, FleetCoordinator coordinator) {

    /**
     * Writes a file where it belongs, unless the same content is there already.
     *
     * @param write whether it is written; if not, only what would be done is returned
     * @return what became of it, for people
     * @throws UnsupportedState when it cannot be written, or another host's file is there
     */
    String take(FetchedFile file, boolean write) {
        Path place = place(file);
        String owner = coordinator.claim(place, host);
        if (!owner.equals(host)) {
            throw new UnsupportedState(
                    Message.quoted(place + " is where the file of " + owner + " goes"),
                    Message.quoted("Leave out flat, or put ${inventory_hostname} into dest."));
        }
        try {
            boolean isThere = Files.isRegularFile(place);
            if (isThere
                    && Arrays.equals(Files.readAllBytes(place), file.content().bytes())) {
                return place + " is the same";
            }
            if (write) {
                write(place, file.content().bytes());
            }
            int size = file.content().bytes().length;
            String what = (write ? "" : "would be ") + (isThere ? "written over" : "written");
            return place + " " + what + ", " + size + (size == 1 ? " byte" : " bytes");
        } catch (IOException e) {
            throw new UnsupportedState(
                    Message.quoted(place + " cannot be written: " + FileTrouble.of(e)),
                    Message.quoted("Check that dest is a folder that you may write to."));
        }
    }

    /** Where a file goes: never outside the folder, and never under a name with control characters. */
    private Path place(FetchedFile file) {
        if (file.path().codePoints().anyMatch(Harmless::isHarmful)) {
            throw new UnsupportedState(
                    Message.quoted("\"" + file.path() + "\" has a control character in its name"),
                    Message.quoted("Rename it on the host, or leave it out."));
        }
        try {
            Path folder = Path.of(file.destination());
            if (file.flat()) {
                String name = file.path().substring(file.path().lastIndexOf('/') + 1);
                return file.destination().endsWith("/") ? folder.resolve(name) : folder;
            }
            Path own = folder.resolve(host).normalize();
            Path place = own.resolve(file.path().substring(1)).normalize();
            if (own.getNameCount() != folder.normalize().getNameCount() + 1 || !place.startsWith(own)) {
                throw new UnsupportedState(
                        Message.quoted("\"" + host + "\" cannot be a folder's name"),
                        Message.quoted("Write flat: true and a file's name in dest."));
            }
            return place;
        } catch (InvalidPathException e) {
            throw new UnsupportedState(Message.quoted("dest: " + e.getMessage()), Message.NONE);
        }
    }

    private static void write(Path place, byte[] bytes) throws IOException {
        Path folder = place.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("it is no file's name");
        }
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, ".dockplay", ""); // with mode 0600
        try {
            Files.write(written, bytes);
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
