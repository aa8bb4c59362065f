package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command lines and files with mistakes in them; no host is contacted. */
class MainTest {

    @TempDir
    Path folder;

    private Path playbook = Path.of("site.yml");
    private Path hosts = Path.of("hosts");

    @BeforeEach
    void files() throws IOException {
        playbook = write("site.yml", "- hosts: web\n  tasks:\n    - package: {name: gcc}\n");
        hosts = write("hosts", "[web]\nweb1 ansible_host=192.0.2.1\n[db]\ndb1\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String wrong(Object... arguments) {
        Dockplay run = Dockplay.run(arguments);
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error").doesNotContain("Exception", "\tat ", "java.");
        return run.err();
    }

    @Test
    void all_problems_of_the_playbook_the_inventory_and_the_options_are_told_together() throws IOException {
        write("site.yml", "- hosts: web\n  taks: []\n  tasks:\n    - package: {nam: gcc}\n");
        write("hosts", "web1 color\nweb[2:1]\n");

        assertThat(wrong("apply", playbook, "-i", hosts, "-e", "x=[1", "--yes"))
                .contains("a play has no key \"taks\"", "Did you mean \"tasks\"?", "site.yml:2:3")
                .contains("package has no option \"nam\"", "Did you mean \"name\"?", "site.yml:4:17")
                .contains("\"color\" is not name=value", "hosts:1:1")
                .contains("the range [2:1] ends before it begins", "hosts:2:1")
                .contains("-e x:1:");
    }

    @Test
    void a_playbooks_broken_keys_do_not_hide_its_undefined_variables() throws IOException {
        write("site.yml", "- hosts: web\n  taks: []\n  tasks:\n    - package: {name: \"${nowhere}\"}\n");

        assertThat(wrong("apply", playbook, "-i", hosts)).contains("\"taks\"", "there is no variable nowhere");
    }

    @Test
    void a_file_that_is_not_there_is_told_by_its_name() {
        assertThat(wrong("apply", folder.resolve("no.yml"), "-i", folder.resolve("nowhere")))
                .contains("there is no file " + folder.resolve("no.yml"))
                .contains("there is no file " + folder.resolve("nowhere"));
        assertThat(wrong("apply", folder, "-i", hosts)).contains("is a folder, not a file");
    }

    @Test
    void a_limit_that_matches_nothing_is_told_with_the_nearest_name() {
        assertThat(wrong("apply", playbook, "-i", hosts, "--limit", "webb"))
                .contains("no host and no group is called \"webb\"", "at --limit", "Did you mean \"web\"?");
    }

    @Test
    void a_tag_that_no_task_has_is_wrong_input_for_every_command_that_takes_tags() throws IOException {
        write("site.yml", "- hosts: web\n  tasks:\n    - {package: {name: gcc}, tags: packages}\n");

        for (String command : List.of("apply", "plan", "drift", "uninstall")) {
            assertThat(wrong(command, playbook, "-i", hosts, "-t", "package", "--skip-tags", "slow", "--dry-run"))
                    .contains("--tags: no task has the tag \"package\"", "Did you mean \"packages\"?")
                    .contains("--skip-tags: no task has the tag \"slow\"");
            assertThat(wrong(command, playbook, "-i", hosts, "-t", "package", "--list-tasks"))
                    .contains("no task has the tag \"package\"");
        }
    }

    @Test
    void hosts_and_limit_must_have_a_host_in_common() {
        assertThat(wrong("apply", playbook, "-i", hosts, "-l", "db")).contains("there is no host to do anything on");
        assertThat(wrong("apply", playbook, "-i", hosts, "-l", "!all")).contains("there is no host to do anything on");
    }

    @Test
    void an_empty_limit_is_not_every_host() {
        assertThat(wrong("apply", playbook, "-i", hosts, "--limit", "")).contains("the pattern of hosts is empty");
    }

    @Test
    void a_plays_hosts_that_match_nothing_are_told() throws IOException {
        write("site.yml", "- hosts: webs\n  tasks: []\n");

        assertThat(wrong("apply", playbook, "-i", hosts))
                .contains("no host and no group is called \"webs\"", "site.yml:1:3", "Did you mean \"web\"?");
    }

    @Test
    void an_unknown_option_is_told_with_the_nearest() {
        assertThat(wrong("apply", playbook, "-i", hosts, "--dry-rum")).contains("--dry-rum", "--dry-run");
    }

    @Test
    void an_unknown_command_is_told_with_the_nearest() {
        assertThat(wrong("aply", playbook)).contains("aply", "apply");
    }

    @Test
    void what_a_command_needs_is_told() {
        assertThat(wrong()).contains("there is no command", "dockplay --help");
        assertThat(wrong("apply")).contains("PLAYBOOK", "dockplay apply --help");
        assertThat(wrong("apply", "-i", hosts)).contains("PLAYBOOK");
        assertThat(wrong("apply", playbook)).contains("--inventory");
    }

    @Test
    void options_of_a_wrong_kind_are_told() {
        assertThat(wrong("apply", playbook, "-i", hosts, "--forks", "many")).contains("--forks", "many");
        assertThat(wrong("apply", playbook, "-i", hosts, "--forks", "0")).contains("--forks", "at least 1");
        assertThat(wrong("apply", playbook, "-i", hosts, "--format", "xml")).contains("--format", "xml");
        assertThat(wrong("apply", playbook, "-i", hosts, "-e", "novalue")).contains("novalue");
        assertThat(wrong("apply", playbook, "-i", hosts, "-e", "facts=1")).contains("the name facts is taken");
        assertThat(wrong("apply", playbook, "-i", hosts, "-e", "a-b=1"))
                .contains("\"a-b\" cannot be a variable's name");
        assertThat(wrong("apply", playbook, "-i", hosts, "-e", "@" + hosts))
                .contains("this is not YAML", hosts + ":2:1");
    }

    @Test
    void an_uninstallation_without_a_terminal_wants_yes() {
        assertThat(wrong("uninstall", playbook, "-i", hosts))
                .contains("there is no terminal to ask on", "--dry-run", "--yes");
    }

    @Test
    void a_password_cannot_be_asked_for_without_a_terminal() {
        assertThat(wrong("apply", playbook, "-i", hosts, "-K"))
                .contains("there is no terminal to ask for the password on");
    }

    @Test
    void connection_variables_of_a_wrong_kind_are_told_before_connecting() throws IOException {
        write(
                "hosts",
                "[web]\nweb1 ansible_port=ssh\nweb2 ssh_legacy=perhaps\nweb3 ansible_host=\"${nowhere}\"\nweb4 ansible_connection=docker\n");

        assertThat(wrong("apply", playbook, "-i", hosts))
                .contains("web1: ansible_port is \"ssh\"", "hosts:2:1")
                .contains("web2: ssh_legacy is \"perhaps\"", "hosts:3:1")
                .contains("there is no variable nowhere", "hosts:4:1")
                .contains("web4: ansible_connection is \"docker\", and should be ssh or local", "hosts:5:1");
    }

    @Test
    void metrics_that_could_not_be_written_are_told_before_connecting() {
        for (Path file : List.of(folder, folder.resolve("no/x.prom"), hosts.resolve("x.prom"), Path.of("/dev/null"))) {
            assertThat(wrong("drift", playbook, "-i", hosts, "--metrics", file))
                    .startsWith("error[DP1255]: the metrics cannot be written to " + file + "\n");
        }
    }

    @Test
    void debug_shows_where_an_error_came_from() {
        Dockplay run = Dockplay.run("apply", playbook, "-i", folder.resolve("nowhere"), "--debug");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("there is no file", "\tat io.dockplay.");
    }

    @Test
    void help_and_version_are_no_errors() {
        assertThat(Dockplay.run("--help")).satisfies(run -> {
            assertThat(run.exit()).isZero();
            assertThat(run.out()).contains("apply", "uninstall", "rehearse", "Exit codes");
        });
        assertThat(Dockplay.run("apply", "--help").out()).contains("--limit", "--dry-run", "--yes");
        assertThat(Dockplay.run("--version").out()).startsWith("dockplay ");
    }

    @Test
    void an_argument_that_the_locale_cannot_read_is_refused_and_not_sent_otherwise() {
        Dockplay run = Dockplay.run("exec", "all", "-i", "web1,", "--", "echo", "caf\uFFFD\uFFFD");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("caf\uFFFD", "is no text in this locale", "LC_ALL=C.UTF-8");
    }

    @Test
    void a_name_that_no_file_can_have_is_wrong_input() {
        Dockplay run = Dockplay.run("validate", playbook, "-i", hosts, "-e", "@a\u0000b");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("no file can be called \"a").contains("LC_ALL=C.UTF-8");
    }
}
