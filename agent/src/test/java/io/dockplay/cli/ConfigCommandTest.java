package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dockplay.cli.config.Environment;
import io.dockplay.cli.config.Preference;
import io.dockplay.cli.run.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where the defaults of options come from. */
class ConfigCommandTest {

    @TempDir
    Path folder;

    private Path project = Path.of("project");
    private Path configuration = Path.of("configuration");

    @BeforeEach
    void folders() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.createDirectories(configuration.resolve("dockplay"));
    }

    private Dockplay run(Map<String, String> environment, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Environment(project, configuration, environment),
                new RunContext(),
                Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Dockplay(exit, out.toString(), err.toString());
    }

    private void here(String text) throws IOException {
        Files.writeString(project.resolve("dockplay.yml"), text);
    }

    private void mine(String text) throws IOException {
        Files.writeString(configuration.resolve("dockplay/dockplay.yml"), text);
    }

    @Test
    void a_setting_without_a_value_is_a_dash() {
        assertThat(run(Map.of(), "config").out())
                .doesNotContain("Optional", "null")
                .containsPattern("(?m)^user +- +built in$")
                .containsPattern("(?m)^inventory +- +built in$");
    }

    @Test
    void the_command_line_wins_over_the_environment_and_that_over_the_files() throws IOException {
        mine("forks: 1\nformat: json\nresolve: true\naccept_new_host_keys: true\n");
        here("forks: 2\nformat: text\nresolve: false\n");
        Map<String, String> environment = Map.of("DOCKPLAY_FORKS", "3", "DOCKPLAY_FORMAT", "json");

        assertThat(run(environment, "config", "--forks", "4").out().replaceAll(" +", " "))
                .contains("inventory - built in\n")
                .contains("forks 4 command line\n")
                .contains("format json DOCKPLAY_FORMAT\n")
                .contains("resolve false ./dockplay.yml:3:1\n")
                .contains("accept_new_host_keys true " + configuration.resolve("dockplay/dockplay.yml") + ":4:1\n")
                .contains("detailed_exitcode false built in\n");
        assertThat(run(Map.of(), "config").out().replaceAll(" +", " ")).contains("forks 2 ./dockplay.yml:1:1\n");
    }

    @Test
    void every_setting_stands_for_an_option_that_there_is() {
        CommandLine config = Main.commandLine(new RunContext(), Commands.names())
                .getSubcommands()
                .get("config");

        assertThat(Preference.Name.values())
                .allSatisfy(name -> assertThat(config.getCommandSpec().findOption(name.option()))
                        .as(name.option())
                        .isNotNull());
    }

    @Test
    void an_inventory_that_is_set_need_not_be_given() throws IOException {
        Files.writeString(project.resolve("one"), "web1\n");
        Files.writeString(project.resolve("two"), "web2\n");
        here("inventory: [one, two]\n");

        assertThat(run(Map.of(), "hosts").out()).isEqualTo("web1\nweb2\n");
        assertThat(run(Map.of("DOCKPLAY_INVENTORY", "a,:" + project.resolve("two")), "hosts")
                        .out())
                .isEqualTo("a\nweb2\n");
        assertThat(run(Map.of(), "hosts", "-i", "b,").out()).isEqualTo("b\n");
        assertThat(run(Map.of(), "hosts", "-i", "b,", "-i", "c,d").out()).isEqualTo("b\nc\nd\n");
    }

    @Test
    void what_a_file_switches_on_stays_on_when_it_is_given_and_can_be_switched_off() throws IOException {
        here("resolve: true\n");

        assertThat(run(Map.of(), "config", "--resolve").out().replaceAll(" +", " "))
                .contains("resolve true command line\n");
        assertThat(run(Map.of(), "config", "--resolve=false").out().replaceAll(" +", " "))
                .contains("resolve false command line\n");
        assertThat(run(Map.of(), "config").out().replaceAll(" +", " ")).contains("resolve true ./dockplay.yml:1:1\n");
    }

    @Test
    void what_is_wrong_with_the_files_and_the_environment_is_told_together() throws IOException {
        mine("fork: 3\n");
        here("forks: many\nresolve: [true, false]\ninventory: {a: b}\n");

        Dockplay run = run(Map.of("DOCKPLAY_FORMAT", "xml"), "config");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("there is no setting \"fork\"", "dockplay.yml:1:1", "Did you mean \"forks\"?")
                .contains("forks is \"many\", and should be a whole number of at least 1\n  at ./dockplay.yml:1:1\n")
                .contains("resolve is a list, and should be true or false", "./dockplay.yml:2:")
                .contains("inventory is a mapping, and should be text or a list of texts", "./dockplay.yml:3:")
                .contains("format is \"xml\", and should be text or json\n  at DOCKPLAY_FORMAT\n");
    }

    @Test
    void a_file_that_everybody_may_change_is_not_read() throws IOException {
        here("forks: 2\n");
        Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("rwxrwxrwx"));

        Dockplay run = run(Map.of(), "config");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).startsWith("warning: ./dockplay.yml is not read: everybody");
        assertThat(run.out()).doesNotContain("./dockplay.yml");
        Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(project.resolve("dockplay.yml"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(run(Map.of(), "config").err()).startsWith("warning: ");
    }

    @Test
    void a_file_of_another_user_is_not_read() throws IOException {
        here("forks: 2\n");
        assumeTrue(
                ((Number) Files.getAttribute(project, "unix:uid")).longValue() == 0, "only root can give a file away");
        for (Path given : List.of(project.resolve("dockplay.yml"), project)) {
            Files.setAttribute(given, "unix:uid", 54321);

            Dockplay run = run(Map.of(), "config");

            assertThat(run.exit()).isZero();
            assertThat(run.err())
                    .startsWith("warning: ./dockplay.yml is not read: ")
                    .contains("belongs to 54321");
            assertThat(run.out()).doesNotContain("./dockplay.yml");
            Files.setAttribute(given, "unix:uid", 0);
        }
    }

    @Test
    void files_that_are_empty_or_no_mapping_are_no_bug() throws IOException {
        here("# nothing yet\n");
        assertThat(run(Map.of(), "config").exit()).isZero();
        here("- forks\n");
        assertThat(run(Map.of(), "config").err()).contains("settings are a list", "./dockplay.yml:1:1");
        here("forks: [\n");
        assertThat(run(Map.of(), "config").err()).startsWith("error").contains("./dockplay.yml:");
    }
}
