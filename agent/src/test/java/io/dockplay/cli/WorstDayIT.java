package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run when hosts and networks do what they do. */
@Timeout(900)
@FreshHosts
class WorstDayIT {

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
    }

    private static LabHost host7() {
        return lab.hosts().get(0);
    }

    private Path playbook(String tasks) throws Exception {
        return Files.writeString(folder.resolve("play.yml"), "- hosts: all\n  tasks:\n" + tasks.indent(4));
    }

    private Dockplay apply(Path playbook, Object... more) {
        Object[] arguments = new Object[4 + more.length];
        System.arraycopy(new Object[] {"apply", playbook, "-i", lab.inventoryFile()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Dockplay.run(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c7-1", "c6-1"})
    void a_change_goes_on_when_the_connection_is_lost_and_the_run_waits_for_it(String name) throws Exception {
        LabHost host = host(name);
        Path playbook = playbook("""
                - name: slow
                  command:
                    shell: touch /run/begun; while [ ! -e /run/gate ]; do sleep 0.2; done; echo "I am done" >>/run/done
                """);
        host.exec("rm", "-f", "/run/begun", "/run/gate", "/run/done").orThrow();
        CompletableFuture<Dockplay> run = CompletableFuture.supplyAsync(() -> apply(playbook, "--limit", name));
        await(host, "test -e /run/begun");

        host.exec("pkill", "-f", "sshd: ops").orThrow();
        host.exec("touch", "/run/gate").orThrow();
        Dockplay ended = run.get(120, TimeUnit.SECONDS);

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("the connection was lost", "1 host: 1 changed");
        assertThat(host.exec("cat", "/run/done").orThrow()).isEqualTo("I am done\n");
        assertThat(host.exec("sh", "-c", "ls /var/lib/dockplay/jobs 2>/dev/null || :")
                        .orThrow())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c7-1", "c6-1"})
    void a_killed_change_and_a_killed_runtime_are_told(String name) throws Exception {
        LabHost host = host(name);
        for (String victim : List.of("process", "script-process", "owner")) {
            Path playbook = playbook(
                    "- command: {shell: \"touch /run/at-work; while [ ! -e /run/gate ]; do sleep 0.2; done\"}\n");
            host.exec("rm", "-f", "/run/at-work", "/run/gate").orThrow();
            CompletableFuture<Dockplay> run = CompletableFuture.supplyAsync(() -> apply(playbook, "--limit", name));
            await(host, "test -e /run/at-work");

            host.exec("sh", "-c", "read -r pid began </var/lib/dockplay/job/" + victim + "; kill -KILL $pid")
                    .orThrow();
            if (victim.equals("owner")) {
                await(host, "read -r pid began </var/lib/dockplay/job/owner && test -d /proc/$pid");
            }
            host.exec("touch", "/run/gate").orThrow();
            Dockplay ended = run.get(120, TimeUnit.SECONDS);

            switch (victim) {
                case "process" ->
                    assertThat(ended.out())
                            .contains("the command failed (an unknown exit code: its process was killed)");
                case "script-process" ->
                    assertThat(ended.out()).contains("the command failed (exit code 137, signal 9)");
                default -> assertThat(ended.out()).contains("connecting again", "1 host: 1 changed");
            }
            assertThat(ended.exit()).as(ended.toString()).isEqualTo(victim.equals("owner") ? 0 : 2);
        }
        await(host, "! pgrep -f '[d]ockplay'");
    }

    @Test
    void two_runs_at_once_do_not_take_each_others_changes() throws Exception {
        StringBuilder tasks = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            tasks.append("- command: {shell: \"echo ").append(i).append(" >>/run/many\"}\n");
        }
        Path many = playbook(tasks.toString());
        Path one = Files.writeString(folder.resolve("one.yml"), """
                - hosts: all
                  tasks:
                    - file: {path: /etc/at-once, content: "${n}"}
                """);
        CompletableFuture<Dockplay> first = CompletableFuture.supplyAsync(() -> apply(many, "--limit", "c7-1"));
        await(host7(), "test -e /run/many");
        for (int i = 0; i < 5; i++) {
            Dockplay second = apply(one, "--limit", "c7-1", "-e", "n=" + i);

            assertThat(second.exit()).as(second.toString()).isZero();
            assertThat(second.out()).contains("1 changed").doesNotContain("lost its connection");
        }
        Dockplay ended = first.get(120, TimeUnit.SECONDS);

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(host7().exec("wc", "-l", "/run/many").orThrow()).startsWith("25 ");
    }

    @Test
    void a_disk_that_fills_while_a_change_is_at_work_is_told_with_how_the_change_ended() throws Exception {
        host7().exec("sh", "-c", "mkdir -p /var/lib/dockplay; mount -t tmpfs -o size=256k tmpfs /var/lib/dockplay")
                .orThrow();
        try {
            Dockplay run = apply(playbook("""
                            - command:
                                shell: "head -c 300000 /dev/zero >/var/lib/dockplay/filler; exit 3"
                            """), "--limit", "c7-1");

            assertThat(run.exit()).as(run.toString()).isEqualTo(2);
            assertThat(run.out())
                    .contains("the command failed (exit code 3)", "the disk is full:", "/var/lib/dockplay");
        } finally {
            host7().exec("sh", "-c", "umount /var/lib/dockplay; rm -rf /var/lib/dockplay")
                    .orThrow();
        }
    }

    private static LabHost host(String name) {
        return lab.hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void await(LabHost host, String condition) throws InterruptedException {
        while (host.exec("sh", "-c", condition).exitCode() != 0) {
            Thread.sleep(100);
        }
    }

    @Test
    void a_host_that_is_down_does_not_keep_the_others() throws Exception {
        String inventory =
                Files.readString(lab.inventoryFile()) + "    dead:\n      hosts:\n        dead1: {ansible_port: 1}\n";
        Path hosts = Files.writeString(folder.resolve("hosts.yml"), inventory);

        Dockplay run = Dockplay.run(
                "apply", playbook("- file: {path: /etc/lab-motd, content: hello}\n"), "-i", hosts, "--format", "json");

        assertThat(run.exit()).as(run.toString()).isEqualTo(4);
        assertThat(run.steps("change"))
                .as(run.toString())
                .containsExactly("c6-1 file /etc/lab-motd", "c7-1 file /etc/lab-motd");
        assertThat(run.events("unreachable")).singleElement().satisfies(event -> {
            assertThat(event.path("host").asText()).isEqualTo("dead1");
            assertThat(event.path("error").asText()).isEqualTo("dead1: nothing listens on 127.0.0.1:1");
        });
    }

    @Test
    void a_full_disk_fails_with_the_cause_and_leaves_the_file_whole() throws Exception {
        host7().exec(
                        "sh",
                        "-c",
                        "mkdir -p /mnt/full; mount -t tmpfs -o size=64k tmpfs /mnt/full; echo former >/mnt/full/file")
                .orThrow();

        Dockplay run = apply(
                playbook("- file: {path: /mnt/full/file, content: \"" + "x".repeat(100_000) + "\"}\n"),
                "--limit",
                "c7-1");

        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
        assertThat(run.out()).contains("No space left on device").doesNotContain("\tat ");
        assertThat(host7().exec("cat", "/mnt/full/file").orThrow()).isEqualTo("former\n");
    }

    @Test
    void a_disk_that_is_too_full_for_the_change_itself_begins_nothing() throws Exception {
        host7().exec("sh", "-c", "mkdir -p /var/lib/dockplay; mount -t tmpfs -o size=16k tmpfs /var/lib/dockplay")
                .orThrow();
        try {
            Dockplay run = apply(
                    playbook("- file: {path: /etc/never, content: \"" + "x".repeat(100_000) + "\"}\n"),
                    "--limit",
                    "c7-1");

            assertThat(run.exit()).as(run.toString()).isEqualTo(2);
            assertThat(run.out()).contains("/var/lib/dockplay");
            assertThat(host7().exec("test", "-e", "/etc/never").exitCode()).isNotZero();
        } finally {
            host7().exec("sh", "-c", "umount /var/lib/dockplay; rm -rf /var/lib/dockplay")
                    .orThrow();
        }
    }

    @Test
    void missing_sudo_rights_are_told_with_what_to_do() throws Exception {
        host7().exec("mv", "/etc/sudoers.d/ops", "/root/ops").orThrow();
        try {
            Dockplay run = apply(playbook("- command: {shell: id, read_only: true}\n"), "--limit", "c7-1");

            assertThat(run.exit()).as(run.toString()).isEqualTo(2);
            assertThat(run.out()).contains("c7-1: sudo asks for a password", "--ask-become-pass");
        } finally {
            host7().exec("mv", "/root/ops", "/etc/sudoers.d/ops").orThrow();
        }
    }

    @Test
    void a_login_that_never_answers_is_given_up_and_keeps_no_other_back() throws Exception {
        String key = host7().exec("cat", "/home/ops/.ssh/authorized_keys").orThrow();
        host7().exec("sh", "-c", "sed -i 's/^/command=\"sleep 100000\" /' /home/ops/.ssh/authorized_keys")
                .orThrow();
        try {
            Dockplay run = apply(playbook("- command: {shell: id, read_only: true}\n"), "--timeout", "4");

            assertThat(run.exit()).as(run.toString()).isEqualTo(4);
            assertThat(run.out())
                    .contains("c7-1: no shell answered within 4 seconds", "2 hosts: 1 as wanted, 1 unreachable");
        } finally {
            host7().exec("sh", "-c", "printf %s \"$0\" >/home/ops/.ssh/authorized_keys; pkill -x sleep", key);
        }
    }

    @Test
    void an_init_script_whose_status_hangs_fails_its_task_by_the_timeout_and_leaves_nothing_running() throws Exception {
        LabHost host6 = host("c6-1");
        host6.exec("sh", "-ec", """
                        printf '#!/bin/sh\n# chkconfig: 345 90 10\ncase $1 in status) sleep 100001; esac\n' >/etc/init.d/stuck
                        chmod 755 /etc/init.d/stuck
                        """).orThrow();
        try {
            Dockplay run =
                    apply(playbook("- {service: {name: stuck, state: started}, timeout: 1}\n"), "--limit", "c6-1");

            assertThat(run.exit()).as(run.toString()).isEqualTo(2);
            assertThat(run.out()).contains("c6-1: service stuck: a look at it took longer than 1 second and was ended");
            await(host6, "! pgrep -f 'sleep 10000[1]'");
        } finally {
            host6.exec("rm", "/etc/init.d/stuck").orThrow();
        }
    }

    @Test
    void what_another_user_looks_at_or_changes_is_ended_by_its_timeout_too() throws Exception {
        Dockplay run = apply(playbook("""
                - {command: {argv: [id, -un], read_only: true}, become_user: ops, timeout: 60, register: who}
                - {debug: {msg: "it was ${who.stdout}"}}
                - {command: {shell: "sleep 100002"}, become_user: ops, timeout: 1, ignore_errors: true}
                - {command: {shell: "sleep 100002", read_only: true}, become_user: ops, timeout: 1}
                """));

        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
        assertThat(run.out())
                .contains("it was ops")
                // Whether su has said that it ends the shell before the change is over is a matter of a moment, so the
                // two may
                // be told apart.
                .containsPattern("c(\\[6-7]|6)-1: command sleep 100002: it took longer than 1 seconds and was ended")
                .containsPattern("c(\\[6-7]|7)-1: command sleep 100002: it took longer than 1 seconds and was ended")
                .contains("c[6-7]-1: command sleep 100002: a look at it took longer than 1 second and was ended");
        for (LabHost host : lab.hosts()) {
            await(host, "! pgrep -f 'sleep 10000[2]'");
        }
    }

    @Test
    void a_service_that_does_not_start_is_told_with_its_cause_first_also_if_it_restarts_itself() throws Exception {
        host7().exec("sh", "-ec", """
                        printf '[Service]\\nType=notify\\nExecStart=/bin/sh -c "echo unknown flag: --no-such-option; echo see --help; exit 125"\\n' \\
                          >/etc/systemd/system/loops.service
                        printf 'Restart=always\\nRestartSec=1\\n' >>/etc/systemd/system/loops.service
                        systemctl daemon-reload
                        """).orThrow();
        LabHost host6 = host("c6-1");
        host6.exec("sh", "-ec", """
                        printf '#!/bin/sh\\n# chkconfig: 345 90 10\\ncase $1 in\\n' >/etc/init.d/loops
                        printf 'start) echo "flag provided but not defined: --none" >>/var/log/loops; exit 1 ;;\\n' >>/etc/init.d/loops
                        printf 'status) echo "loops is stopped"; exit 3 ;;\\nesac\\n' >>/etc/init.d/loops
                        chmod 755 /etc/init.d/loops
                        """).orThrow();
        try {
            Dockplay run = apply(playbook("- service: {name: loops, state: started}\n"));

            assertThat(run.exit()).as(run.toString()).isEqualTo(2);
            assertThat(run.out())
                    .contains("c7-1: service loops: loops does not start: unknown flag: --no-such-option (")
                    .contains("c6-1: service loops: loops does not start: flag provided but not defined: --none (");
        } finally {
            host7().exec(
                            "sh",
                            "-c",
                            "systemctl stop loops; rm /etc/systemd/system/loops.service; systemctl daemon-reload");
            host6.exec("rm", "-f", "/etc/init.d/loops", "/var/log/loops");
        }
    }

    @Test
    void a_host_key_that_changed_is_refused() throws Exception {
        Path known = folder.resolve("known_hosts");
        Files.writeString(
                known, Files.readString(lab.knownHostsFile()).replaceAll("(ssh-ed25519 .{30})....", "$1AAAA"));
        Path hosts = Files.writeString(
                folder.resolve("hosts.yml"),
                Files.readString(lab.inventoryFile())
                        .replace(lab.knownHostsFile().toString(), known.toString()));

        Dockplay run = Dockplay.run(
                "apply",
                playbook("- command: {shell: id, read_only: true}\n"),
                "-i",
                hosts,
                "--limit",
                "c7-1",
                "--accept-new-host-keys");

        assertThat(run.exit()).as(run.toString()).isEqualTo(4);
        assertThat(run.out()).contains("its host key is not the one in " + known);
    }

    @Test
    void an_old_server_is_refused_until_the_host_allows_its_algorithms() throws Exception {
        Path hosts = Files.writeString(
                folder.resolve("hosts.yml"),
                Files.readString(lab.inventoryFile()).replace("ssh_legacy: true", "ssh_legacy: false"));

        Dockplay run = Dockplay.run(
                "apply", playbook("- command: {shell: id, read_only: true}\n"), "-i", hosts, "--limit", "c6-1");

        assertThat(run.exit()).as(run.toString()).isEqualTo(4);
        assertThat(run.out()).contains("algorithms that are off by default", "ssh_legacy: true");
    }

    @Test
    void a_repository_that_does_not_answer_is_named() throws Exception {
        Dockplay run = apply(playbook("- repo: {id: gone, baseurl: \"http://repository/gone/\", gpgcheck: false}\n"));

        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
        assertThat(run.out()).contains("gone", "yum");
        Dockplay.run("uninstall", folder.resolve("play.yml"), "-i", lab.inventoryFile(), "--yes");
        host7().exec("rm", "-f", "/etc/yum.repos.d/gone.repo").orThrow();
        lab.hosts().get(1).exec("rm", "-f", "/etc/yum.repos.d/gone.repo").orThrow();
    }

    @Test
    void a_host_that_is_not_what_the_play_requires_is_left_alone() throws Exception {
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  requires: [{distribution: CentOS, version: ">= 7, < 8"}]
                  tasks:
                    - file: {path: /etc/required, content: "yes"}
                """);

        Dockplay run = apply(playbook);

        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
        assertThat(run.out()).contains("c6-1", "UNSUPPORTED", "it is CentOS 6.8, x86_64", "1 changed, 1 unsupported");
        assertThat(lab.hosts().get(1).exec("test", "-e", "/etc/required").exitCode())
                .isNotZero();
    }
}
