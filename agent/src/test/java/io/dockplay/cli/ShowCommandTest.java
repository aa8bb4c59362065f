package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.report.GitHubRunner;
import io.dockplay.report.JUnitXml;
import io.dockplay.resource.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real runs over SSH are printed again from their logs. */
class ShowCommandTest extends TwoHosts {

    private static final String STATE = "dockplay.state";

    private final String before = System.getProperty(STATE, "");
    private Path playbook = Path.of("site.yml");

    @BeforeEach
    void a_playbook() throws Exception {
        System.setProperty(STATE, folder.resolve("state").toString());
        playbook = write("site.yml", """
                - hosts: all
                  become: false
                  vars: {db_password: open-sesame}
                  tasks:
                    - name: Say it
                      file: {path: "${dir}/motd", content: "a line\\n${db_password}\\n"}
                    - name: It does not hold on the second
                      assert: {that: "inventory_hostname != 'web2'"}
                """);
    }

    @AfterEach
    void the_state_as_it_was() {
        System.setProperty(STATE, before);
    }

    private Dockplay run(String command, Object... more) {
        return Dockplay.run(
                Stream.concat(Stream.of(command, playbook, "-i", hosts, "--accept-new-host-keys"), Stream.of(more))
                        .toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dry-run", "--verbose", "--quiet", "--no-diff", "--limit=web1"})
    void a_run_is_printed_again_as_it_was(String option) {
        // What to type next is a word of the command, and not of its report.
        String printed = run("apply", option).out().replaceFirst("(?m)^again, only these: .*\n", "");

        assertThat(Dockplay.run("show")).isEqualTo(new Dockplay(0, printed, ""));
    }

    @Test
    void a_run_is_printed_again_as_json() {
        Dockplay run = run("apply", "--format", "json");

        assertThat(withoutTimes(Dockplay.run("show", "--format", "json"))).isEqualTo(withoutTimes(run));
    }

    private static List<String> withoutTimes(Dockplay run) {
        return run.out()
                .lines()
                .map(line -> line.replaceAll(",\"(at|seconds)\":(\"[^\"]*\"|[0-9.]+)", ""))
                .toList();
    }

    @Test
    void a_run_can_be_printed_with_more_than_was_printed_then() {
        run("apply", "--quiet");

        assertThat(Dockplay.run("show", "-v").out()).contains("Say it").contains("$ ");
    }

    @Test
    void a_log_has_no_secrets() throws Exception {
        run("apply", "-vv");

        try (Stream<Path> logs = Files.list(folder.resolve("state/dockplay/runs"))) {
            assertThat(logs)
                    .singleElement()
                    .satisfies(log -> assertThat(Files.readString(log))
                            .contains("a line")
                            .contains("********")
                            .doesNotContain("open-sesame"));
        }
    }

    @Test
    void the_runs_are_listed_with_the_names_that_the_hosts_know() {
        run("apply");
        run("uninstall", "--yes");

        List<String> runs = Dockplay.run("runs").out().lines().toList();
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0)).contains("apply").contains("site.yml, 2 hosts");
        assertThat(runs.get(1)).contains("uninstall");
        String name = runs.get(0).split(" ", 2)[0];
        assertThat(Dockplay.run("history", "-i", hosts, "--accept-new-host-keys", "--format", "json")
                        .out())
                .contains("\"run\":\"" + name + "\"");
        assertThat(Dockplay.run("runs", "--since", "2999-01-01").out()).startsWith("There is none");
    }

    @Test
    void an_old_run_is_written_as_a_page_that_its_owner_can_read() throws Exception {
        run("apply");
        Path page = folder.resolve("run.html");

        assertThat(Dockplay.run("show", "--report", page)).isEqualTo(new Dockplay(0, "", ""));
        assertThat(page)
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("Say it")
                .doesNotContain("open-sesame");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                .isEqualTo("rw-------");
        assertThat(Dockplay.run("show", "--report", folder.resolve("no/run.html"))
                        .err())
                .contains("the report cannot be written to");
    }

    @Test
    void a_run_that_is_not_there_is_told() {
        assertThat(Dockplay.run("show").err()).contains("there is no log of a run");
        run("apply", "--dry-run");
        Dockplay shown = Dockplay.run("show", "nonsense");

        assertThat(shown.exit()).isEqualTo(ExitCode.WRONG_INPUT.number());
        assertThat(shown.err()).contains("there is no run \"nonsense\"").contains("dockplay runs lists them");
    }

    private Dockplay adHoc(String command, Object... more) {
        return Dockplay.run(
                Stream.concat(Stream.of(command, "all", "-i", hosts, "--accept-new-host-keys"), Stream.of(more))
                        .toArray());
    }

    @Test
    void what_hosts_answered_to_a_command_is_printed_again() throws Exception {
        List<Dockplay> runs = List.of(
                adHoc("exec", "--shell", "echo one; echo two >&2; [ -e \"$HOME/no\" ]"), adHoc("ping"), adHoc("facts"));

        // Of the same second, the one or the other may be first.
        List<String> commands = List.of("exec", "ping", "facts");
        List<String> listed = Dockplay.run("runs")
                .out()
                .lines()
                .sorted(Comparator.comparing(line -> commands.indexOf(line.split(" {2,}", -1)[2])))
                .toList();
        assertThat(listed).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(listed.get(i)).contains(commands.get(i)).endsWith("  all, 2 hosts");
            String name = listed.get(i).split(" ", 2)[0];
            assertThat(Dockplay.run("show", name))
                    .isEqualTo(new Dockplay(0, runs.get(i).out(), ""));
        }
        String exec = listed.get(0).split(" ", 2)[0];
        assertThat(Dockplay.run("show", exec, "--format", "json").events("ran"))
                .hasSize(2)
                .allMatch(line -> line.path("stdout").asText().equals("one\n"));
        assertThat(JUnitXml.of(Dockplay.run("show", exec, "--format", "junit").out())
                        .cases())
                .containsExactly("web1: exec: failure", "web2: exec: failure");
        assertThat(GitHubRunner.of(
                                Dockplay.run("show", exec, "--format", "github").out())
                        .shown())
                .contains("  one", "  two");
    }

    @Test
    void what_a_run_was_made_of_is_in_its_page_without_values() throws Exception {
        run("plan", "-l", "web1", "-f", "7", "-e", "colour=mauve", "-e", "db_password=open-sesame2");
        Path page = folder.resolve("run.html");
        Dockplay.run("show", "--report", page);

        assertThat(page)
                .content()
                .contains("0.1.0")
                .contains(System.getProperty("java.version"))
                .contains(Sha256.hex(Files.readString(playbook)))
                .contains(hosts.toString())
                .contains("colour, db_password")
                .doesNotContain("mauve")
                .doesNotContain("open-sesame");
    }

    @Test
    void the_names_of_runs_are_offered_to_a_shell_the_newest_first() {
        run("plan");
        adHoc("ping");
        List<String> listed = Dockplay.run("runs")
                .out()
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .toList();

        assertThat(Dockplay.run("__complete", "dockplay show 2").out().lines())
                .containsExactly(listed.get(1) + "\tping all", listed.get(0) + "\tapply " + playbook);
        assertThat(Dockplay.run("__complete", "dockplay show " + listed.get(0))
                        .out()
                        .lines())
                .containsExactly(listed.get(0) + "\tapply " + playbook);
    }
}
