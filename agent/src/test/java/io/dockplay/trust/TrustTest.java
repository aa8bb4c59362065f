package io.dockplay.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

    @TempDir
    Path folder;

    private static final long ME = Trust.of(Map.of()).orElseThrow().user();

    private Path file(String permissions) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "file", ""), "x");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** A file of another user; only root can make one, so else it is we who are another. */
    private Path ofAnother(String permissions) throws Exception {
        Path file = file(permissions);
        if (ME == 0) {
            Files.setAttribute(file, "unix:uid", 54321);
        }
        return file;
    }

    private static Trust me() {
        return new Trust(ME == 0 ? 0 : ME + 1, Optional.empty());
    }

    @Test
    void a_file_of_ones_own_or_of_root_is_trusted_unless_everybody_may_change_it() throws Exception {
        Trust own = Trust.own().orElseThrow();
        assertThat(own.doubtOf(file("rw-r--r--"))).isEmpty();
        assertThat(own.doubtOf(file("rw-rw-r--"))).isEmpty();
        assertThat(own.doubtOf(file("rw-rw-rw-")).map(each -> each.ofFile().text()))
                .contains("everybody on this machine may change it");
        assertThat(own.doubtOf(Path.of("/bin/sh"))).isEmpty();
        assertThat(own.doubtOf(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void a_file_of_another_is_not_unless_that_one_called_us_by_sudo() throws Exception {
        Path file = ofAnother("rw-r--r--");
        long owner = ((Number) Files.getAttribute(file, "unix:uid")).longValue();

        assertThat(me().doubtOf(file).orElseThrow().ofFile().text()).startsWith("it belongs to ");
        assertThat(new Trust(me().user(), Optional.of(owner)).doubtOf(file)).isEmpty();
        assertThat(new Trust(me().user(), Optional.of(owner + 1)).doubtOf(file)).isPresent();
    }

    @Test
    void a_secret_of_ones_own_that_others_can_read_is_exposed() throws Exception {
        Trust own = Trust.own().orElseThrow();
        assertThat(own.exposed(file("rw-------"))).isEmpty();
        assertThat(own.exposed(file("r--------"))).isEmpty();
        assertThat(own.exposed(file("rw-r-----"))).contains("0640");
        assertThat(own.exposed(file("rw----r--"))).contains("0604");
        assertThat(me().exposed(ofAnother("rw-r--r--"))).isEmpty();
    }
}
