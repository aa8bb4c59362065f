package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Becoming root however sudo is set up, whatever it is told, and whatever the login shell is: a user for each. */
@Timeout(600)
@FreshHosts
class BecomeIT {

    private static final List<String> SHELLS = List.of("bash", "dash", "tcsh", "fish");
    private static final List<String> TERMINALS = List.of("tty", "free");
    private static final String PASSWORD = "open-sesame";

    /** What sudo asks for and what it is told, and what comes of it. */
    private static final Map<String, String> OUTCOMES = Map.of(
            "nopasswd", "root",
            "unasked", "root",
            "right", "root",
            "wrong", "sudo refused the password",
            "missing", "sudo asks for a password");

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
        for (LabHost host : lab.hosts()) {
            host.exec("sh", "-ec", """
                    for user in %s; do
                      useradd -m -s "$(command -v "${user##*-}")" "$user"
                      cp -r /home/ops/.ssh "/home/$user/.ssh"
                      chown -R "$user:" "/home/$user/.ssh"
                      echo "$user:%s" >>/root/passwords
                      case $user in tty-*) not='' ;; *) not='!' ;; esac
                      case $user in *-nopasswd-* | *-unasked-*) what='NOPASSWD: ALL' ;; *) what=ALL ;; esac
                      printf 'Defaults:%%s %%srequiretty\\n%%s ALL=(ALL) %%s\\n' "$user" "$not" "$user" "$what"
                    done >/etc/sudoers.d/zz-become
                    chpasswd </root/passwords
                    """.formatted(String.join(" ", users()), PASSWORD))
                    .orThrow();
        }
    }

    /** Such as {@code tty-wrong-fish}. */
    private static List<String> users() {
        List<String> users = new ArrayList<>();
        for (String terminal : TERMINALS) {
            for (String answer : OUTCOMES.keySet()) {
                SHELLS.forEach(shell -> users.add(terminal + "-" + answer + "-" + shell));
            }
        }
        return users;
    }

    /** Each host once for each of these users, such as {@code c6-1-tty-wrong-fish}. */
    private Path inventory(List<String> users) throws IOException {
        StringBuilder text = new StringBuilder();
        for (LabHost host : lab.hosts()) {
            for (String user : users) {
                text.append("%s-%s ansible_host=127.0.0.1 ansible_port=%d ansible_user=%s ssh_legacy=%s"
                        .formatted(host.name(), user, host.port(), user, host.isLegacy()));
                if (!user.contains("nopasswd") && !user.contains("missing")) {
                    text.append(" become_password=").append(user.contains("wrong") ? "close-sesame" : PASSWORD);
                }
                text.append(" ssh_known_hosts=").append(lab.knownHostsFile());
                text.append(" ansible_ssh_private_key_file=")
                        .append(lab.keyFile())
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("hosts"), text);
    }

    @Test
    void sudo_is_heard_and_obeyed_under_every_login_shell_with_a_terminal_and_without() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (LabHost host : lab.hosts()) {
            users().forEach(user -> expected.put(host.name() + "-" + user, OUTCOMES.get(user.split("-", -1)[1])));
        }

        Dockplay run = Dockplay.run(
                "exec",
                "all",
                "-i",
                inventory(users()),
                "--forks",
                "40",
                "--timeout",
                "300", // 80 logins are much for a slow machine
                "--become",
                "--format",
                "json",
                "--",
                "id",
                "-un");

        Map<String, String> became = new TreeMap<>();
        for (JsonNode event : run.events("ran")) {
            became.put(
                    event.path("host").asText(), event.path("stdout").asText().strip());
        }
        for (String kind : List.of("failed", "unreachable")) {
            for (JsonNode event : run.events(kind)) {
                String host = event.path("host").asText();
                became.put(host, event.path("error").asText().replace(host + ": ", ""));
            }
        }
        Map<String, String> unlike = new TreeMap<>();
        expected.forEach((host, wanted) -> {
            String got = became.getOrDefault(host, "nothing");
            if (!got.equals(wanted)) {
                unlike.put(host, got);
            }
        });
        assertThat(unlike).isEmpty();
        assertThat(became).hasSameSizeAs(expected);
    }

    @Test
    void a_large_file_arrives_unchanged_through_a_terminal_and_behind_a_password() throws Exception {
        byte[] bytes = new byte[60 << 20];
        new Random(41).nextBytes(bytes);
        Files.write(folder.resolve("large"), bytes);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  tasks:
                    - file: {path: /var/tmp/large, source: large}
                """);

        Dockplay run = Dockplay.run("apply", playbook, "-i", inventory(List.of("tty-right-bash")), "--yes");

        assertThat(run.exit()).as("%s", run).isZero();
        for (LabHost host : lab.hosts()) {
            assertThat(host.exec("sha256sum", "/var/tmp/large").orThrow()).startsWith(sum);
            host.exec("rm", "/var/tmp/large");
        }
    }
}
