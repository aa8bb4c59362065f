package io.dockplay.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Lets one program of this machine at a time see to what all labs share; the others wait for it. */
final class OneByOne {
    private OneByOne() {}

    static <T> T make(Supplier<T> work) {
        return make(Places.cache().resolve("lock"), work);
    }

    /** A lock on a file is the whole program's, so its threads take turns too. */
    static synchronized <T> T make(Path file, Supplier<T> work) {
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // until the channel is closed
                return work.get();
            }
        } catch (IOException e) {
            throw new LabUnavailable("the lock " + file + " cannot be taken: " + e, e);
        }
    }
}
