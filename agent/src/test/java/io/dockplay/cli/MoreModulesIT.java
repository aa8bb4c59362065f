package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules that look after a host itself keep the same promises as all others, see {@link ContractIT}. */
@Timeout(900)
@FreshHosts
class MoreModulesIT {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPkCMdD8mPSBd9axdf5ogezjFugxxXL8dqgq1dwWXk1W ann@desk";

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) throws IOException {
        lab = fresh;
        String script = Files.readString(Path.of("src", "test", "resources", "hosts", "more-modules.sh"));
        lab.hosts().forEach(host -> host.exec("sh", "-c", script).orThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group: {name: app, gid: 1700}",
                "user: {name: deploy, uid: 1800, comment: \"Deploys, alone\", shell: /bin/sh}",
                "user: {name: service, system: true, create_home: false, home: /srv/service, shell: /sbin/nologin}",
                "user: {name: ops, groups: [adm], append: true, comment: \"Operations\"}",
                "authorized-key: {user: ops, key: \"" + KEY + "\"}",
                "authorized-key: {user: root, key: \"" + KEY + "\", path: /etc/dockplay-keys, exclusive: true}",
                "cron: {name: prune images, hour: 3, job: \"true >/dev/null\", cron_file: dockplay}",
                "cron: {name: prune images, special_time: daily, user: ops, job: \"true\"}",
                "sysctl: {name: net.ipv4.ip_forward, value: 1, reload: false}",
                "hostname: {name: renamed.example.org}",
                "selinux: {state: permissive, policy: targeted}",
                "timezone: {name: Asia/Shanghai}",
                "firewall-port: {port: 8080}",
                "firewall-port: {port: 53, protocol: udp, source: 192.0.2.0/24}",
            })
    void a_module_keeps_its_word(String task) {
        List<String> before = beyondFingerprints();
        new Contract(lab, folder).isKeptBy(task);
        assertThat(beyondFingerprints()).isEqualTo(before);
    }

    @Test
    void a_new_user_with_groups_keys_jobs_and_a_password_comes_and_goes_as_a_whole() {
        String hash = "$6$saltsalt$" + "Ab3./".repeat(17) + "x";
        Contract contract = new Contract(lab, folder);
        Path playbook = contract.playbook("""
                group: {name: crew}
                    - user: {name: pilot, groups: [crew], password: "%s"}
                    - authorized-key: {user: pilot, key: "%s"}
                    - file: {path: /etc/pilot.conf, content: "a", owner: pilot, group: crew}
                    - cron: {name: look out, user: pilot, hour: 3, job: "true"}""".formatted(hash, KEY));
        Map<LabHost, Fingerprint> before = contract.fingerprints();

        Dockplay dryRun = contract.run("apply", playbook, "--dry-run");
        contract.assertAlike(before, "dry run");
        Dockplay first = contract.run("apply", playbook, "--yes");
        Dockplay second = contract.run("apply", playbook, "--yes");

        assertThat(List.of(dryRun.exit(), first.exit(), second.exit()))
                .as("%s%n%s%n%s", dryRun, first, second)
                .containsOnly(0);
        assertThat(dryRun.steps("planned")).isEqualTo(first.steps("change"));
        assertThat(second.steps("change")).isEmpty();
        assertThat(dryRun.toString() + first + second).doesNotContain(hash, hash.substring(0, 20));
        lab.hosts()
                .forEach(host -> assertThat(host.exec("sh", "-c", """
                        id -Gn pilot; getent shadow pilot | cut -d : -f 2
                        stat -c '%a %U' /home/pilot/.ssh /home/pilot/.ssh/authorized_keys /var/spool/cron/pilot""").output().lines())
                        .containsExactly("pilot crew", hash, "700 pilot", "600 pilot", "600 pilot"));
        contract.uninstalls(playbook, before);
        lab.hosts()
                .forEach(host -> assertThat(host.exec("sh", "-c", "ls -d /home/pilot /var/spool/cron/pilot")
                                .output())
                        .isEmpty());
    }

    /** An engine below the host chooses its names, and the rules in force are in no file. */
    private static List<String> beyondFingerprints() {
        return lab.hosts().stream()
                .map(host -> host.exec("sh", "-c", "hostname; cat /etc/hostname; iptables -S INPUT")
                        .output())
                .toList();
    }
}
