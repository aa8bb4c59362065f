package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every module on every kind of host: the dry run names what apply then changes and writes nothing, a second
 * apply changes nothing, and uninstalling gives the host back.
 */
@Timeout(300)
class ContractIT {

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.start(1, 1, line -> {});
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package: {name: [tree, gcc-c++]}",
                "package: {name: tree-1.5.3}",
                "package: {name: \"http://repository/centos/${facts.os.major}/lvm2-2.02.187-6.el${facts.os.major}.noarch.rpm\"}",
                "repo: {id: more, baseurl: \"http://repository/centos/$releasever\", gpgcheck: false, priority: 3}",
                "repo: {id: fetched, url: \"http://repository/docker-ce.repo\", enabled: false}",
                "file: {path: /etc/dockplay-test.conf, content: \"a = 1\\n\", mode: \"0600\", owner: ops}",
                "file: {path: /etc/centos-release, lines: [key=value]}",
                "file: {path: /etc/dockplay-folder, state: directory, mode: \"0750\"}",
                "file: {path: /etc/dockplay-link, state: link, target: /etc/passwd}",
                "file: {path: /etc/environment, state: absent}",
                "file: {path: /etc/environment, mode: \"0600\", group: ops}",
            })
    void a_module_keeps_its_word(String task) throws Exception {
        Path playbook = Files.writeString(
                folder.resolve("play.yml"), "- hosts: all\n  tasks:\n    - name: one\n      " + task + "\n");
        Map<LabHost, Fingerprint> before = fingerprints();

        Dockplay dryRun = run("apply", playbook, "--dry-run");
        Map<LabHost, Fingerprint> afterDryRun = fingerprints();
        Dockplay first = run("apply", playbook, "--yes");
        Dockplay second = run("apply", playbook, "--yes");
        Dockplay uninstall = run("uninstall", playbook, "--yes");

        assertThat(List.of(dryRun.exit(), first.exit(), second.exit(), uninstall.exit()))
                .as("%s%n%s%n%s%n%s", dryRun, first, second, uninstall)
                .containsOnly(0);
        assertThat(dryRun.steps("planned")).hasSize(2).isEqualTo(first.steps("change"));
        assertThat(dryRun.events("planned").stream().map(event -> event.path("changes")))
                .as("the dry run named each change as it was then made")
                .isEqualTo(first.events("change").stream()
                        .map(event -> event.path("changes"))
                        .toList());
        assertThat(second.steps("change")).isEmpty();
        before.forEach((host, former) -> {
            assertThat(former.differences(afterDryRun.getOrDefault(host, former)))
                    .as("dry run on %s", host)
                    .isEmpty();
            assertThat(former.differences(host.fingerprint()))
                    .as("uninstall on %s", host)
                    .isEmpty();
        });
    }

    private static Dockplay run(String command, Path playbook, String option) {
        return Dockplay.run(command, playbook, "-i", lab.inventoryFile(), option, "--format", "json", "--forks", "1");
    }

    private static Map<LabHost, Fingerprint> fingerprints() {
        Map<LabHost, Fingerprint> fingerprints = new LinkedHashMap<>();
        lab.hosts().forEach(host -> fingerprints.put(host, host.fingerprint()));
        return fingerprints;
    }
}
