package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Lab;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules that look after a host itself keep the same promises as all others, see {@link ContractIT}. */
@Timeout(300)
class MoreModulesIT {

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.start(1, 1, line -> {});
        // As the packages of cron and of SELinux's policy bring it; that SELinux works is not possible in a container.
        lab.hosts().forEach(host -> host.exec("sh", "-c", """
                        mkdir -p /var/spool/cron /etc/selinux/targeted
                        printf '%s\\n' '# SELinux' SELINUX=enforcing SELINUXTYPE=targeted >/etc/selinux/config"""));
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group: {name: app, gid: 1700}",
                "user: {name: deploy, uid: 1800, comment: \"Deploys, alone\", shell: /bin/sh}",
                "user: {name: service, system: true, create_home: false, home: /srv/service, shell: /sbin/nologin}",
                "user: {name: ops, groups: [adm], append: true, comment: \"Operations\"}",
                "authorized-key: {user: ops, key: \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPkCMdD8mPSBd9axdf5ogezjFugxxXL8dqgq1dwWXk1W ann@desk\"}",
                "authorized-key: {user: root, key: \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPkCMdD8mPSBd9axdf5ogezjFugxxXL8dqgq1dwWXk1W ann@desk\", path: /etc/dockplay-keys, exclusive: true}",
                "cron: {name: prune images, hour: 3, job: \"true >/dev/null\", cron_file: dockplay}",
                "cron: {name: prune images, special_time: daily, user: ops, job: \"true\"}",
                "sysctl: {name: net.ipv4.ip_forward, value: 1, reload: false}",
                "hostname: {name: renamed.example.org}",
                "selinux: {state: permissive, policy: targeted}",
            })
    void a_module_keeps_its_word(String task) {
        List<String> names = names();
        new Contract(lab, folder).isKeptBy(task);
        assertThat(names()).isEqualTo(names);
    }

    /** Neither is a part of a host's fingerprint, because an engine below chooses them. */
    private static List<String> names() {
        return lab.hosts().stream()
                .map(host ->
                        host.exec("sh", "-c", "hostname; cat /etc/hostname").output())
                .toList();
    }
}
