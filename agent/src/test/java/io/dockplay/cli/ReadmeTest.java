package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both READMEs say the same; ReadmeIT runs what they show. */
class ReadmeTest {

    @TempDir
    Path folder;

    @Test
    void both_have_the_same_headings_tables_lists_links_and_commands() throws IOException {
        Readme english = Readme.all().get(0);
        Readme chinese = Readme.all().get(1);

        assertThat(chinese.headings()).isEqualTo(english.headings());
        assertThat(chinese.rows()).isEqualTo(english.rows());
        assertThat(chinese.items()).isEqualTo(english.items());
        assertThat(chinese.links()).isEqualTo(english.links());
        assertThat(chinese.commands()).isEqualTo(english.commands());
        assertThat(chinese.blocks("")).isEqualTo(english.blocks(""));
        assertThat(withoutComments(chinese)).isEqualTo(withoutComments(english));
    }

    private static List<String> withoutComments(Readme readme) {
        return readme.inventory().lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void its_inventory_is_refused_until_the_prefix_is_ones_own() throws IOException {
        Path hosts =
                Files.writeString(folder.resolve("hosts"), Readme.all().get(0).inventory());

        Dockplay run = Dockplay.run("validate", Path.of("../playbooks/mirror.yml"), "-i", hosts);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("PREFIX stands for a name of your own");
    }

    @Test
    void what_it_shows_of_wrong_files_is_what_validate_tells() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yml"), """
                - hosts: all
                  tasks:
                    - name: Install docker

                      package: {name: docker-ce, sate: present}
                    - name: Start it
                      servce: {name: docker}
                """);

        assertThat(Dockplay.run("validate", bad).err().replace(folder + "/", ""))
                .isEqualTo(Readme.all().get(0).blocks("").get(1));
    }
}
