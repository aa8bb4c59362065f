package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What plays say of how a task runs, on real hosts of both releases: other users, environments, other hosts, roles. */
@Timeout(900)
@FreshHosts
class PlaysOnHostsIT {

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
    }

    private Dockplay apply(String play) throws Exception {
        Path playbook = Files.writeString(folder.resolve("play.yml"), "- hosts: all\n" + play.indent(2));
        return Dockplay.run("apply", playbook, "-i", lab.inventoryFile(), "--format", "json");
    }

    private static String content(LabHost host, String path) {
        return host.exec("cat", path).orThrow().strip();
    }

    @Test
    void a_command_looks_and_runs_as_another_user_with_its_environment() throws Exception {
        Dockplay run = apply("""
                tasks:
                  - command: {shell: "id -un > /tmp/as-nobody; echo $GREETING >> /tmp/as-nobody", creates: /tmp/as-nobody}
                    become_user: nobody
                    environment: {GREETING: "it's me"}
                  - command: {argv: [id, -un], read_only: true}
                    become_user: nobody
                    register: looked
                  - file: {path: /etc/looked, content: "${looked.stdout}\\n"}
                """);

        assertThat(run.exit()).as("%s", run).isZero();
        for (LabHost host : lab.hosts()) {
            assertThat(content(host, "/tmp/as-nobody")).isEqualTo("nobody\nit's me");
            assertThat(content(host, "/etc/looked")).isEqualTo("nobody");
        }
    }

    @Test
    void a_task_of_one_host_is_done_on_another_and_recorded_there() throws Exception {
        Dockplay run = apply("""
                tasks:
                  - file: {path: "/etc/from-${inventory_hostname}", content: "${facts.os.major}\\n"}
                    delegate_to: c7-1
                """);

        assertThat(run.exit()).as("%s", run).isZero();
        LabHost host7 = lab.hosts().get(0);
        assertThat(content(host7, "/etc/from-c6-1")).isEqualTo("6");
        assertThat(content(host7, "/etc/from-c7-1")).isEqualTo("7");
        assertThat(content(host7, "/var/lib/dockplay/record")).contains("/etc/from-c6-1");
    }

    @Test
    void a_change_that_takes_too_long_is_ended_with_all_that_it_started() throws Exception {
        Dockplay run = apply("tasks: [{command: {shell: \"sleep 7777; true\"}, timeout: 1}]");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("it took longer than 1 seconds and was ended");
        for (LabHost host : lab.hosts()) {
            assertThat(host.exec("pgrep", "-f", "^sleep 7777").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void a_role_that_breaks_leaves_its_handler_to_the_next_run() throws Exception {
        Path role = Files.createDirectories(folder.resolve("roles/motd"));
        Files.createDirectories(role.resolve("tasks"));
        Files.createDirectories(role.resolve("handlers"));
        Files.createDirectories(role.resolve("templates"));
        Files.writeString(role.resolve("templates/motd"), "This is ${facts.hostname}.\n");
        Files.writeString(
                role.resolve("handlers/main.yml"), "- {name: tell, command: {shell: \"echo told >> /root/told\"}}\n");
        Files.writeString(role.resolve("tasks/main.yml"), """
                - file: {path: /etc/role-motd, template: motd}
                  notify: tell
                - command: {argv: [test, -e, /root/mended]}
                """);
        assertThat(apply("roles: [motd]").exit()).isEqualTo(2);
        for (LabHost host : lab.hosts()) {
            assertThat(content(host, "/var/lib/dockplay/pending")).contains("\"tell\"");
            host.exec("touch", "/root/mended").orThrow();
        }

        Dockplay second = apply("roles: [motd]");

        assertThat(second.exit()).as("%s", second).isZero();
        for (LabHost host : lab.hosts()) {
            assertThat(content(host, "/root/told")).isEqualTo("told");
            assertThat(host.exec("test", "-e", "/var/lib/dockplay/pending").exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_port_and_a_line_are_waited_for_and_leave_no_trace() throws Exception {
        Dockplay run = apply("""
                tasks:
                  - command: {shell: "(sleep 2; echo started in 7 ms >/tmp/app.log) </dev/null >/dev/null 2>&1 &"}
                  - wait-for: {path: /tmp/app.log, search_regex: "in [0-9]+ ms", timeout: 60}
                  - wait-for: {port: 22, timeout: 60}
                  - wait-for: {port: 1, state: stopped, timeout: 60}
                  - file: {path: /etc/went-on, content: "yes"}
                """);

        assertThat(run.exit()).as("%s", run).isZero();
        for (LabHost host : lab.hosts()) {
            assertThat(content(host, "/etc/went-on")).isEqualTo("yes");
            assertThat(content(host, "/var/lib/dockplay/record")).doesNotContain("wait-for");
        }
    }

    @Test
    void exec_runs_a_command_as_another_user() {
        Object[] words = {"exec", "all", "-i", lab.inventoryFile(), "--become-user"};
        Dockplay run = Dockplay.run(and(words, "nobody", "--", "id", "-un"));
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out()).contains("nobody").doesNotContain("root");

        assertThat(Dockplay.run(and(words, "no-such-user", "--", "id")).exit()).isEqualTo(2);
    }

    private static Object[] and(Object[] words, Object... more) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(words), java.util.stream.Stream.of(more))
                .toArray();
    }
}
