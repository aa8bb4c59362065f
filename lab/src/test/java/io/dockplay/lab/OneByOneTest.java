package io.dockplay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneByOneTest {

    @TempDir
    Path folder;

    @Test
    void the_lock_is_held_until_the_work_is_done() {
        Path file = folder.resolve("made/lock");

        boolean free = OneByOne.make(file, () -> isFree(file));

        assertThat(free).isFalse();
        assertThat(isFree(file)).isTrue();
    }

    private static boolean isFree(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException held) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
