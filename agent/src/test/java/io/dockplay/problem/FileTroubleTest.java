package io.dockplay.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java's own words for most of these are the file's name and nothing else. */
class FileTroubleTest {

    @TempDir
    Path folder;

    private static String said(ThrowingCallable code) {
        return FileTrouble.of(catchThrowableOfType(IOException.class, code)).text();
    }

    @Test
    void what_the_system_refuses_is_told_with_its_reason() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(said(() -> Files.readString(folder.resolve("none"))))
                .isEqualTo("there is no such file or folder (" + folder.resolve("none") + ")");
        assertThat(said(() -> Files.writeString(file.resolve("below"), "")))
                .isEqualTo("not a directory (" + file.resolve("below") + ")");
        assertThat(said(() -> Files.createFile(file))).isEqualTo("it is there already (" + file + ")");
        assertThat(said(() -> Files.delete(folder))).isEqualTo("the folder is not empty (" + folder + ")");
        assertThat(FileTrouble.of(new NotDirectoryException(file.toString())).text())
                .isEqualTo("it is not a folder (" + file + ")");
        assertThat(FileTrouble.of(new AccessDeniedException("/etc/shadow")).text())
                .isEqualTo("permission denied (/etc/shadow)");
    }

    @Test
    void any_other_trouble_has_javas_words() {
        assertThat(FileTrouble.of(new IOException("Input/output error")).text()).isEqualTo("Input/output error");
        assertThat(FileTrouble.of(new IOException()).text()).isEqualTo("IOException");
    }
}
