package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** init writes a project that is valid, and never over anything. */
class InitCommandTest {

    @TempDir
    Path folder;

    @Test
    void what_it_writes_is_valid() {
        Path project = folder.resolve("deep/project");

        assertThat(Dockplay.run("init", project).exit()).isZero();

        assertThat(Dockplay.run("validate", project.resolve("site.yml"), "-i", project.resolve("hosts")))
                .isEqualTo(new Dockplay(0, "1 play, 2 tasks, 3 hosts: no problem\n", ""));
        assertThat(project.resolve(".gitignore")).exists();
        assertThat(project.resolve("README.md")).exists();
    }

    @Test
    void the_file_that_its_example_writes_ends_in_a_newline() throws IOException {
        Dockplay.run("init", folder);
        Path play = folder.resolve("site.yml");
        String tasks = Files.readString(play).replaceAll("(?s) +# A host that is.*?(?= +# What)", "");
        Files.writeString(
                play,
                tasks.replace("/etc/motd", folder.resolve("motd").toString())
                        .replace("hosts: all\n", "hosts: all\n  become: false\n"));
        Path hosts = Files.writeString(folder.resolve("hosts"), "here ansible_connection=local\n");

        assertThat(Dockplay.run("apply", play, "-i", hosts, "--dry-run").out())
                .contains("+This host belongs to example.com.\n")
                .doesNotContain("No newline at end of file");
    }

    @Test
    void its_own_settings_name_its_inventory() {
        Dockplay.run("init", folder);

        assertThat(Dockplay.in(folder, "validate", folder.resolve("site.yml")).out())
                .isEqualTo("1 play, 2 tasks, 3 hosts: no problem\n");
    }

    @Test
    void nothing_is_written_where_one_of_its_files_is_there() throws IOException {
        Files.writeString(folder.resolve("site.yml"), "mine");
        Files.createSymbolicLink(folder.resolve("hosts"), Path.of("nowhere"));

        Dockplay run = Dockplay.run("init", folder);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("error[DP1855]: " + folder.resolve("site.yml") + ", " + folder.resolve("hosts")
                        + " are there already\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThat(folder.resolve("site.yml")).hasContent("mine");
    }

    @Test
    void a_folder_that_cannot_be_made_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(Dockplay.run("init", file.resolve("project"))).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).startsWith("error").contains(" cannot be written");
        });
    }
}
