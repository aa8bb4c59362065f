package io.dockplay.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How often programs of this machine may watch files by inotify.
 *
 * <p>The systemd of each host does, and the hosts share the limit of the user who runs the engine. Above it systemd ends at once, and
 * its container with it: of a usual kernel's 128, hosts like CentOS 7 use up all when there are some 25.
 */
final class InotifyLimits {
    /** Five of systemd and one of dbus, and what a command asks for a moment. */
    private static final int INSTANCES_PER_HOST = 7;

    private static final int WATCHES_PER_HOST = 50;
    private static final int LONGEST_VALUE = 32;
    private static final int OTHERS = 20;
    private static final int USUAL_INSTANCES = 1024;
    private static final int USUAL_WATCHES = 65_536;

    private final Path folder;
    private final Write write;

    private InotifyLimits(Path folder, Write write) {
        this.folder = folder;
        this.write = write;
    }

    /** The limits of this machine; where it has none of Linux's, nothing is asked of it. */
    static InotifyLimits ofThisMachine() {
        return at(Path.of("/proc/sys/fs/inotify"), Files::writeString);
    }

    static InotifyLimits at(Path folder, Write write) {
        return new InotifyLimits(folder, write);
    }

    /**
     * Raises what is too low for so many hosts.
     *
     * @throws LabUnavailable when this user may not; the message says how many hosts would come up, and what to do
     */
    void allow(int hosts, Consumer<String> progress) {
        raise("max_user_instances", hosts, INSTANCES_PER_HOST, USUAL_INSTANCES, progress);
        raise("max_user_watches", hosts, WATCHES_PER_HOST, USUAL_WATCHES, progress);
    }

    private void raise(String name, int hosts, int perHost, int usual, Consumer<String> progress) {
        Path file = folder.resolve(name);
        long allowed;
        try {
            allowed = value(file);
        } catch (IOException | NumberFormatException unknown) {
            return;
        }
        long needed = OTHERS + (long) perHost * hosts;
        if (allowed >= needed) {
            return;
        }
        long wanted = Math.max(usual, needed);
        try {
            write.to(file, wanted + "\n");
        } catch (IOException refused) {
            throw new LabUnavailable(
                    hosts + " hosts like CentOS 7 (those of other labs included) need fs.inotify." + name + " = "
                            + needed
                            + ", and this machine has " + allowed + ", enough for "
                            + Math.max(0, (allowed - OTHERS) / perHost)
                            + "\n  Ask for fewer hosts, or raise it as root: sysctl fs.inotify." + name + "=" + wanted,
                    refused);
        }
        progress.accept(
                "raised fs.inotify." + name + " from " + allowed + " to " + wanted + ", for " + hosts + " hosts");
    }

    /** Reads it in one go: the kernel gives such a value to the first reading of a file only, and then its end. */
    private static long value(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Long.parseLong(new String(in.readNBytes(LONGEST_VALUE), StandardCharsets.US_ASCII).strip());
        }
    }

    /** Writes a value into a file. */
    @FunctionalInterface
    interface Write {
        void to(Path file, String value) throws IOException;
    }
}
