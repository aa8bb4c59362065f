package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.report.GitHubRunner;
import io.dockplay.report.JUnitXml;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real runs over SSH in the formats that CI systems read. */
class RunFormatsTest extends TwoHosts {

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
                    - name: Never
                      command: {shell: "true"}
                      when: false
                    - name: It fails on the second
                      command:
                        shell: "echo ${db_password}; echo '::set-env name=PATH::/evil'; echo '##[add-mask]a'; test ${inventory_hostname} = web1"
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

    @Test
    void a_run_is_junits_xml_and_its_log_is_the_same_again() throws Exception {
        Dockplay run = run("apply", "--format", "junit");

        assertThat(run.exit()).isEqualTo(ExitCode.HOST_FAILED.number());
        assertThat(JUnitXml.of(run.out()).cases())
                .containsExactly(
                        "web1: Say it: passed",
                        "web1: Never: skipped",
                        "web1: It fails on the second: passed",
                        "web2: Say it: passed",
                        "web2: Never: skipped",
                        "web2: It fails on the second: failure");
        assertThat(run.out()).contains("::set-env").contains("********").doesNotContain("open-sesame");
        assertThat(withoutTimes(Dockplay.run("show", "--format", "junit").out()))
                .isEqualTo(withoutTimes(run.out()));
    }

    private static String withoutTimes(String xml) {
        return xml.replaceAll(" time=\"[0-9.]+\"", "");
    }

    @Test
    void drift_fails_where_a_host_differs_and_plan_does_not() throws Exception {
        assertThat(JUnitXml.of(run("drift", "--format", "junit").out()).cases()).contains("web1: Say it: failure");
        Dockplay plan = run("plan", "--format", "junit", "-o", folder.resolve("day.plan"));
        assertThat(JUnitXml.of(plan.out()).cases()).contains("web1: Say it: passed");
    }

    @Test
    void a_run_is_commands_for_githubs_runner_and_no_host_adds_one() {
        Dockplay run = run("apply", "--format", "github", "-v");

        GitHubRunner runner = GitHubRunner.of(run.out() + run.err());
        assertThat(run.exit()).isEqualTo(ExitCode.HOST_FAILED.number());
        assertThat(runner.obeyed().stream()
                        .map(line -> line.replaceFirst("(::[a-z-]+).*", "$1"))
                        .filter(command -> !command.equals("::warning")) // both hosts are this machine, and one waits
                        .toList())
                .as(runner.obeyed().toString())
                .containsExactly("::group", "::endgroup", "::group", "::endgroup", "::error");
        assertThat(runner.obeyed().get(4))
                .startsWith("::error file=" + playbook + ",line=10,col=")
                .contains("title=task \"It fails on the second\"")
                .contains("::web2: command");
        assertThat(runner.shown()).contains("2 hosts: 1 changed, 1 failed").doesNotContain("again, only these");
        assertThat(run.out()).contains("::set-env name=PATH").doesNotContain("open-sesame");
    }

    @Test
    void an_uninstall_is_junits_xml_too() throws Exception {
        run("apply");

        List<String> cases = JUnitXml.of(
                        run("uninstall", "--yes", "--format", "junit").out())
                .cases();
        assertThat(cases).contains("web1: Say it: passed", "web2: Say it: passed");
    }

    @Test
    void what_only_a_run_has_is_no_format_of_other_commands() {
        assertThat(Dockplay.run("ping", "-i", hosts, "--format", "junit").err()).contains("--format");
    }
}
