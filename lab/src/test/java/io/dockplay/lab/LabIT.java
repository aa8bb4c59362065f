package io.dockplay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The lab is what docs/lab.md says that it is. The first tests only look; the last ones change the hosts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LabIT {
    private static Lab lab;
    private static LabHost centos7;
    private static LabHost centos6;

    @BeforeAll
    static void brings_a_lab_up() throws IOException {
        lab = Lab.start(1, 1, line -> System.out.println("lab: " + line));
        centos7 = lab.hosts(Release.CENTOS_7).get(0);
        centos6 = lab.hosts(Release.CENTOS_6).get(0);
        String key = Files.readString(lab.keyFile());
        centos7.exec("sh", "-c", "umask 077; printf %s \"$1\" >/tmp/key", "sh", key)
                .orThrow();
    }

    @AfterAll
    static void takes_it_down() {
        lab.close();
    }

    @Test
    @Order(1)
    void the_hosts_say_that_they_are_centos() {
        assertThat(centos7.exec("cat", "/etc/redhat-release").orThrow())
                .isEqualTo("CentOS Linux release 7.9.2009 (Core)\n");
        assertThat(centos6.exec("cat", "/etc/redhat-release").orThrow()).isEqualTo("CentOS release 6.8 (Final)\n");
        assertThat(centos7.exec("sh", "-c", "cat /proc/1/comm").orThrow()).isEqualTo("systemd\n");
        assertThat(centos6.exec("sh", "-c", "command -v systemctl").exitCode()).isNotZero();
    }

    @Test
    @Order(1)
    void sshd_answers_on_this_machines_loopback() {
        assertThat(centos7.banner()).startsWith("SSH-2.0-OpenSSH_");
        assertThat(centos6.banner()).isEqualTo("SSH-2.0-OpenSSH_5.3p1");
        assertThat(lab.knownHosts()).contains("[127.0.0.1]:" + centos7.port() + " ssh-ed25519 ");
        assertThat(lab.knownHosts()).contains("[127.0.0.1]:" + centos6.port() + " ssh-rsa ");
    }

    @Test
    @Order(1)
    void kept_labs_are_removed_and_one_that_is_in_use_is_not() {
        Lab kept = Lab.start(0, 0, line -> {});
        kept.keep();
        kept.close();

        int removed = Leftovers.removeKept(Engine.ensure(line -> {}), Set.of(kept.id(), lab.id())::contains);

        assertThat(removed).isEqualTo(2);
        assertThat(centos7.exec("true").exitCode()).isZero();
        assertThat(lab.inventoryFile()).exists();
        assertThat(kept.inventoryFile()).doesNotExist();
    }

    @Test
    @Order(1)
    void one_kept_lab_is_removed_by_its_inventory_and_the_others_stay() {
        Engine engine = Engine.ensure(line -> {});
        Lab kept = Lab.start(0, 0, line -> {});
        kept.keep();
        Lab other = Lab.start(0, 0, line -> {});
        other.keep();

        Leftovers.removeKept(engine, kept.inventoryFile());

        assertThat(kept.inventoryFile()).doesNotExist();
        assertThat(other.inventoryFile()).exists();
        assertThatThrownBy(() -> Leftovers.removeKept(engine, kept.inventoryFile()))
                .isInstanceOf(LabUnavailable.class)
                .hasMessageContaining("is not the inventory of a lab that --keep has left");
        Leftovers.removeKept(engine, other.inventoryFile());
        assertThat(centos7.exec("true").exitCode()).isZero();
    }

    @Test
    @Order(1)
    void light_hosts_have_sshd_as_a_service_of_systemd_and_no_more() {
        try (Lab light = Lab.start(new HostCounts(0, 0, 2), line -> {})) {
            LabHost host = light.hosts(Release.CENTOS_7_LIGHT).get(1);

            assertThat(host.name()).isEqualTo("light-2");
            assertThat(host.exec("systemctl", "is-active", "sshd", "dbus").output())
                    .isEqualTo("active\ninactive\n");
            assertThat(light.inventory()).contains("    light:\n");
            host.restart();
        }
    }

    @Test
    @Order(1)
    void a_host_that_has_ended_is_told_at_once_with_its_last_words() {
        try (Lab fresh = lab.withFreshHosts(1, 0)) {
            LabHost host = fresh.hosts().get(0);
            host.exec("systemctl", "exit", "42").orThrow();
            awaitEnd(host);

            assertThatThrownBy(host::awaitBanner)
                    .isInstanceOf(LabUnavailable.class)
                    .hasMessageContaining("lab host c7-1 has ended with exit code 42")
                    .hasMessageContaining("\n  Exiting container.");
        }
    }

    private static void awaitEnd(LabHost host) {
        while (!host.banner().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    @Order(1)
    void fresh_hosts_have_the_names_of_the_others_and_nothing_of_what_was_done_to_them() {
        try (Lab fresh = lab.withFreshHosts(1, 0)) {
            LabHost host = fresh.hosts().get(0);
            host.exec("sh", "-c", "curl -fsS http://repository/docker-ce.repo >/etc/fresh")
                    .orThrow();

            assertThat(fresh.hosts()).hasSize(1);
            assertThat(host.name()).isEqualTo(centos7.name());
            assertThat(host.port()).isNotEqualTo(centos7.port());
            assertThat(fresh.inventory()).contains("" + host.port()).doesNotContain("" + centos7.port());
            assertThat(centos7.exec("test", "-e", "/etc/fresh").exitCode()).isEqualTo(1);
        }
        assertThat(centos7.exec("true").exitCode()).isZero();
        assertThat(lab.inventoryFile()).exists();
    }

    @Test
    @Order(1)
    void ops_logs_in_with_the_key_and_becomes_root_by_sudo() {
        assertThat(ssh(centos7, "sudo -n id -un").orThrow()).isEqualTo("root\n");
    }

    @Test
    @Order(1)
    void todays_ssh_is_refused_by_centos_6_unless_it_allows_the_old_algorithms() {
        Execution modern = ssh(centos6, "id -un");
        assertThat(modern.exitCode()).isNotZero();
        assertThat(modern.error()).contains("no matching");
        assertThat(legacySsh("id -un").orThrow()).isEqualTo("ops\n");
    }

    @Test
    @Order(1)
    void sudo_wants_a_terminal_and_a_password_on_centos_6() {
        Execution refused = legacySsh("sudo -n id -un");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.error()).contains("you must have a tty");
        assertThat(legacySsh("sudo -n id -un", "-tt").output()).contains("a password is required");
        String password = centos6.sudoPassword().orElseThrow();
        assertThat(legacySsh("echo " + password + " | sudo -S id -un", "-tt").orThrow())
                .contains("root");
    }

    @Test
    @Order(1)
    void yum_refuses_what_the_releases_own_yum_lacks() {
        assertThat(centos7.exec("yum", "-y", "--best", "install", "tree").error())
                .contains("no such option: --best");
        assertThat(centos7.exec("yum", "config-manager", "--help").error()).contains("No such command: config-manager");
        assertThat(centos6.exec("yum", "-y", "autoremove").error()).contains("No such command: autoremove");
        assertThat(centos6.exec("yum", "makecache", "fast").exitCode()).isNotZero();
        assertThat(centos6.exec("yum", "--assumeno", "install", "tree").error()).contains("no such option: --assumeno");
        assertThat(centos7.exec("sh", "-c", "command -v yum-config-manager").exitCode())
                .isNotZero();
        assertThat(centos7.exec("systemctl", "enable", "--now", "sshd").error())
                .contains("unrecognized option '--now'");
    }

    @Test
    @Order(1)
    void yum_and_ps_speak_as_the_releases_own_do() {
        for (LabHost host : lab.hosts()) {
            Execution unknown = host.exec("yum", "-y", "install", "nosuch");
            assertThat(unknown.output()).contains("Loaded plugins: fastestmirror\n", "No package nosuch available.\n");
            assertThat(unknown.error()).isEqualTo("Error: Nothing to do\n");
            assertThat(host.exec("sh", "-c", "echo n | yum install lvm2").output())
                    .contains("\nInstalling for dependencies:\n", "Exiting on user ");
            assertThat(host.exec("ps", "-o", "pid=,comm=", "-p", "1").output()).startsWith(",comm=\n");
            assertThat(host.exec("ps", "-o", "pid=", "-o", "comm=", "-p", "1").output())
                    .matches(" *1 (systemd|sshd)\n");
        }
    }

    @Test
    @Order(1)
    void a_fingerprint_is_the_same_when_nothing_was_changed() {
        for (LabHost host : lab.hosts()) {
            Fingerprint before = host.fingerprint();
            host.exec("rpm", "-q", "bash").orThrow();
            assertThat(before.differences(host.fingerprint())).isEmpty();
            assertThat(before.facts()).containsKeys("package centos-release", "file /etc/passwd", "user ops");
        }
    }

    @Test
    @Order(2)
    void a_fingerprint_names_what_was_changed() {
        Fingerprint before = centos6.fingerprint();
        centos6.exec("sh", "-c", "echo x >/etc/new; chmod 600 /etc/rpm/macros").orThrow();
        List<String> differences = before.differences(centos6.fingerprint());
        assertThat(differences).hasSize(2);
        assertThat(differences.get(0)).startsWith("file /etc/new appeared: ");
        assertThat(differences.get(1)).startsWith("file /etc/rpm/macros changed: ");
        centos6.exec("sh", "-c", "rm /etc/new; chmod 644 /etc/rpm/macros").orThrow();
    }

    @Test
    @Order(2)
    void the_eight_old_docker_packages_can_be_there_and_be_removed() {
        String old = "docker docker-client docker-client-latest docker-common docker-latest docker-latest-logrotate"
                + " docker-logrotate docker-engine";
        assertThat(centos7.exec("sh", "-c", "yum -y install " + old + " && rpm -q " + old)
                        .exitCode())
                .isZero();
        assertThat(centos7.exec("sh", "-c", "yum -y remove " + old).exitCode()).isZero();
        assertThat(centos7.exec("rpm", "-q", "docker-common").exitCode()).isNotZero();
        assertThat(centos7.exec("sh", "-c", "yum -y remove " + old).exitCode())
                .as("yum removes nothing, and that is no failure")
                .isZero();
    }

    @Test
    @Order(3)
    void docker_ce_installs_on_centos_7_and_pulls_hello_world_through_the_mirror() {
        String script = """
                set -e
                yum -y install yum-utils device-mapper-persistent-data lvm2
                yum-config-manager --add-repo http://repository/docker-ce.repo
                yum makecache fast
                yum -y install docker-ce
                mkdir -p /etc/docker
                echo '{"registry-mirrors": ["http://mirror"]}' >/etc/docker/daemon.json
                systemctl enable docker
                systemctl start docker
                docker run hello-world
                """;
        assertThat(centos7.exec("sh", "-c", script).orThrow()).contains("Hello from Docker!");
        assertThat(lab.registryLog())
                .contains("/v2/library/hello-world/manifests/")
                .contains(centos7.address());
        assertThat(centos7.exec("rpm", "-q", "docker-ce").orThrow()).startsWith("docker-ce-26.1.4-");
    }

    @Test
    @Order(3)
    void docker_io_installs_on_centos_6_with_the_mirror_among_its_arguments() {
        String script = """
                set -e
                yum -y install epel-release
                yum -y install docker-io
                sed -i 's,^other_args=.*,other_args="--registry-mirror=http://mirror",' /etc/sysconfig/docker
                service docker start
                docker run hello-world
                ps -ef
                """;
        String output = centos6.exec("sh", "-c", script).orThrow();
        assertThat(output).contains("Hello from Docker!").contains("docker -d --registry-mirror=http://mirror");
        assertThat(lab.registryLog()).contains(centos6.address());
    }

    @Test
    @Order(4)
    void docker_of_centos_6_lacks_what_1_7_1_lacks() {
        assertThat(centos6.exec("docker", "-d", "--live-restore").error())
                .startsWith("flag provided but not defined: --live-restore\n");
        assertThat(centos6.exec("docker", "info", "--format", "{{json .}}").error())
                .isEqualTo("flag provided but not defined: --format\nSee 'docker info --help'.\n");
        assertThat(centos6.exec("docker", "login", "--password-stdin", "r").exitCode())
                .isEqualTo(2);
        assertThat(centos6.exec("docker", "network", "ls").exitCode()).isEqualTo(1);
        assertThat(centos6.exec("docker", "run", "-p", "99:99/sctp", "x").error())
                .isEqualTo("docker: Invalid proto: sctp.\n");

        centos6.exec("sh", "-c", "tar -c -C / etc/passwd | docker import - one:1 && docker tag one:1 two:2")
                .orThrow();
        assertThat(centos6.exec("docker", "inspect", "one:1").orThrow())
                .contains("\"Id\"")
                .doesNotContain("RepoTags");
        centos6.exec("sh", "-c", "mkdir -p /tmp/oci && touch /tmp/oci/index.json && tar -cf /tmp/oci.tar -C /tmp/oci .")
                .orThrow();
        assertThat(centos6.exec("docker", "load", "-i", "/tmp/oci.tar").exitCode())
                .isEqualTo(1);
        centos6.exec("sh", "-c", "docker rmi one:1 two:2").orThrow();
    }

    @Test
    @Order(5)
    void a_restarted_host_answers_at_the_same_port_and_docker_comes_up_again() {
        for (LabHost host : lab.hosts()) {
            host.restart();
            assertThat(host.banner()).startsWith("SSH-2.0-OpenSSH_");
            assertThat(host.exec("docker", "run", "hello-world").orThrow()).contains("Hello from Docker!");
        }
    }

    private static Execution legacySsh(String command, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        for (String option : List.of(
                "KexAlgorithms=+diffie-hellman-group14-sha1",
                "HostKeyAlgorithms=+ssh-rsa",
                "PubkeyAcceptedAlgorithms=+ssh-rsa")) {
            all.addAll(List.of("-o", option));
        }
        return ssh(centos6, command, all.toArray(String[]::new));
    }

    /** By the OpenSSH client of the lab's own base image, so that the test does not depend on the machine's. */
    private static Execution ssh(LabHost host, String command, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "ssh",
                "-i",
                "/tmp/key",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null"));
        words.addAll(List.of(options));
        words.addAll(List.of("ops@" + host.name(), command));
        return centos7.exec(words.toArray(String[]::new));
    }
}
