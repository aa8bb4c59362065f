package io.dockplay.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import io.dockplay.ssh.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the command line and the inventory say together how to log in, and what variables they give, over real SSH. */
@Timeout(120)
class LoginOptionsTest {

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void host() throws Exception {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** The host with its variables, but for these and with those. */
    private Path hosts(String without, String more) throws IOException {
        Map<String, Object> variables = new LinkedHashMap<>(server.variables());
        variables.remove(without);
        return Files.writeString(
                folder.resolve("hosts"),
                "web1 "
                        + variables.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(" "))
                        + " " + more + "\n");
    }

    private Dockplay ping(Path hosts, Object... more) {
        Object[] words = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("ping", "-i", hosts, "--accept-new-host-keys"),
                        java.util.stream.Stream.of(more))
                .toArray();
        return Dockplay.run(words);
    }

    @Test
    void user_logs_in_where_the_inventory_names_none() throws IOException {
        assertThat(ping(hosts("ansible_user", ""), "--user", "nobody-here").exit())
                .isEqualTo(4);
        assertThat(ping(hosts("ansible_user", ""), "-u", "ops").exit()).isZero();
        assertThat(ping(hosts("", ""), "-u", "nobody-here").exit())
                .as("the inventory's comes first")
                .isZero();
    }

    @Test
    void ask_pass_wants_a_terminal() throws IOException {
        Dockplay run = ping(hosts("ansible_password", ""), "-k");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("no terminal to ask for the password on", "ansible_password");
    }

    @Test
    void a_private_key_that_is_not_there_and_a_timeout_of_nothing_are_told_together() throws IOException {
        Dockplay run = ping(hosts("", ""), "--private-key", folder.resolve("none"), "--timeout", "0");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("--private-key: ", "cannot be read", "--timeout is 0");
    }

    @Test
    void what_ansible_would_do_and_dockplay_does_not_is_a_warning_with_its_hosts() throws IOException {
        Path hosts = hosts(
                "",
                "ansible_become=no ansible_become_method=su ansible_become_user=root"
                        + " ansible_ssh_common_args='-o StrictHostKeyChecking=no -o ControlMaster=auto'");
        Dockplay run = ping(hosts);
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.err().lines())
                .containsExactlyInAnyOrder(
                        "warning: web1: ansible_become: \"no\" is ignored: tasks run as root unless the play or the"
                                + " task says become: false",
                        "warning: web1: ansible_become_method: \"su\" is ignored: dockplay becomes root by sudo",
                        "warning: web1: ansible_ssh_common_args: \"-o StrictHostKeyChecking=no\" is ignored: host"
                                + " keys are always checked; --accept-new-host-keys learns those of new hosts");
    }

    @Test
    void arguments_for_ssh_that_have_a_counterpart_are_honoured() throws IOException {
        String port = String.valueOf(server.variables().get("ansible_port"));
        assertThat(ping(hosts("ansible_port", "ansible_ssh_common_args='-p " + port + "'"))
                        .exit())
                .isZero();
    }

    private Dockplay said(String text, Object... more) throws IOException {
        Path site = Files.writeString(
                folder.resolve("site.yml"),
                "- hosts: all\n  become: false\n  tasks:\n    - debug: {msg: \"" + text + "\"}\n");
        Object[] words = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "apply", site, "-i", hosts("", ""), "--accept-new-host-keys", "--format", "json"),
                        java.util.stream.Stream.of(more))
                .toArray();
        return Dockplay.run(words);
    }

    @Test
    void extra_variables_come_from_files_and_mappings_too_and_the_later_wins() throws IOException {
        Path file = Files.writeString(folder.resolve("more.yml"), "a: of the file\nb: of the file\n");
        assertThat(said("${a}, ${b}, ${c.d}", "-e", "a=first", "-e", "@" + file, "-e", "{b: last, c: {d: \"1=2\"}}")
                        .out())
                .contains("of the file, last, 1=2");
        assertThat(said("${a}", "-e", "@" + file, "-e", "a=last").out()).contains("last");
    }

    @Test
    void extra_variables_that_are_none_are_told_before_anything_is_contacted() throws IOException {
        Path file = Files.writeString(folder.resolve("list.yml"), "- a\n");
        assertThat(said("${nothing}", "-e", "nothing").err())
                .contains("-e nothing is no variable")
                .doesNotContain("there is no variable");
        assertThat(said("x", "-e", "a=1 b=2").err()).contains("seems to hold several variables");
        assertThat(said("x", "-e", "@" + file).err()).contains("list.yml:1:1", "should be a mapping");
        assertThat(said("x", "-e", "@" + folder.resolve("none.yml")).err()).contains("none.yml");
        assertThat(said("${a}", "-e", "a=\"1 b=2\"").out()).contains("1 b=2");
        assertThat(server.sessions()).as("only the last one").isEqualTo(1);
    }
}
