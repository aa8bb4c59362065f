package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns on the command line; no host is contacted. */
class HostsCommandTest {

    @TempDir
    Path folder;

    private Path inventory = Path.of("hosts");

    @BeforeEach
    void inventory() throws IOException {
        inventory = write("hosts", "[web]\nweb[01:12]\n[db]\ndb-[a:b]\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String hosts(Object pattern) {
        Dockplay run = Dockplay.run("hosts", pattern, "-i", inventory);
        assertThat(run.exit()).as("%s", run).isZero();
        return run.out();
    }

    private String wrong(Object... arguments) {
        Dockplay run = Dockplay.run(arguments);
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        return run.err();
    }

    @Test
    void the_selected_hosts_are_listed_one_a_line() {
        assertThat(hosts("web[-1],db")).isEqualTo("web12\ndb-a\ndb-b\n");
        assertThat(hosts("~web0[12]")).isEqualTo("web01\nweb02\n");
        assertThat(Dockplay.run("hosts", "-i", inventory).out()).hasLineCount(14);
    }

    @Test
    void they_can_be_folded_into_one_line_which_is_a_pattern_again() {
        String folded =
                Dockplay.run("hosts", "--fold", "all:!web11", "-i", inventory).out();

        assertThat(folded).isEqualTo("web[01-10,12],db-a,db-b\n");
        assertThat(hosts(folded.strip())).isEqualTo(hosts("all:!web11"));
    }

    @Test
    void patterns_can_stand_in_a_file() throws IOException {
        Path file = write("some", "# broken yesterday\nweb02\n\n  db-b  \n");

        assertThat(hosts("@" + file)).isEqualTo("web02\ndb-b\n");
        assertThat(hosts("@" + file + ",web01,!db")).isEqualTo("web02\nweb01\n");
    }

    @Test
    void a_limit_leaves_some_of_them_in_the_order_of_the_pattern() {
        assertThat(Dockplay.run("hosts", "-i", inventory, "--limit", "web01:web03", "--", "web03,web02,web01")
                        .out())
                .isEqualTo("web03\nweb01\n");
    }

    @Test
    void limit_takes_a_file_too() throws IOException {
        Path playbook = write("site.yml", "- hosts: web\n  tasks: []\n");
        Path file = write("some", "db-b\n");

        assertThat(wrong("apply", playbook, "-i", inventory, "--limit", "@" + file))
                .contains("there is no host to do anything on");
        assertThat(wrong("apply", playbook, "-i", inventory, "--limit", "@" + folder.resolve("no")))
                .contains("there is no file " + folder.resolve("no"));
    }

    @Test
    void a_file_that_names_no_hosts_is_not_every_host() throws IOException {
        Path file = write("some", "# none\n");

        assertThat(wrong("hosts", "@" + file, "-i", inventory))
                .isEqualTo("error[DP1357]: the file " + file
                        + " names no hosts\n  at PATTERN\n  Write one pattern a line.\n");
        assertThat(wrong("hosts", "@", "-i", inventory)).contains("after @ no file is named");
    }

    @Test
    void what_matches_nothing_is_told() {
        assertThat(wrong("hosts", "wbe", "-i", inventory)).contains("no host and no group", "Did you mean \"web\"?");
        assertThat(wrong("hosts", "all")).contains("--inventory");
        assertThat(wrong("hosts", "all", "-i", folder.resolve("no"))).contains("there is no file");
    }
}
