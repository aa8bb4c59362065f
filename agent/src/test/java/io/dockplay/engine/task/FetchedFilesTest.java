package io.dockplay.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.resource.Content;
import io.dockplay.resource.FetchedFile;
import io.dockplay.resource.UnsupportedState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the files of hosts come to lie on this side; their names may come from the hosts. */
class FetchedFilesTest {

    @TempDir
    Path folder;

    private String take(String path, boolean flat) {
        Content content = new Content("x".getBytes(StandardCharsets.UTF_8));
        return new FetchedFiles("web1", new FleetCoordinator())
                .take(new FetchedFile(path, content, folder + "/", flat), true);
    }

    @Test
    void a_file_lies_in_the_folder_of_its_host() {
        take("/var/log/größe 1", false);

        assertThat(folder.resolve("web1/var/log/größe 1")).hasContent("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/\u001b]0;x\u0007", "/tmp/a\nb", "/tmp/\u202egnp.exe", "/tmp/a\rb/c"})
    void a_name_that_a_terminal_would_obey_is_refused(String path) {
        for (boolean flat : new boolean[] {true, false}) {
            assertThatThrownBy(() -> take(path, flat))
                    .isInstanceOf(UnsupportedState.class)
                    .hasMessageContaining("has a control character in its name");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../x", "/tmp/../../../x"})
    void a_name_does_not_lead_out_of_the_folder(String path) {
        assertThatThrownBy(() -> take(path, false)).isInstanceOf(UnsupportedState.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nor_does_a_name_that_is_no_name() {
        assertThatThrownBy(() -> take("/tmp/..", true)).isInstanceOf(UnsupportedState.class);
    }
}
