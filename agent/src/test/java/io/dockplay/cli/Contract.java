package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every task keeps to: the dry run names what apply then changes and writes nothing, a second apply changes nothing,
 * and uninstalling gives the host back.
 *
 * @param lab the hosts
 * @param folder where the playbook goes
 */
record Contract(Lab lab, Path folder) {

    /** A playbook with this task alone, written as in a playbook: {@code package: {name: tree}}. */
    Path playbook(String task) {
        try {
            return Files.writeString(
                    folder.resolve("play.yml"), "- hosts: all\n  tasks:\n    - name: one\n      " + task + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole life of a task that has something to do on every host. */
    void isKeptBy(String task) {
        Map<LabHost, Fingerprint> before = fingerprints();
        isAppliedAsForeseen(task);
        uninstalls(playbook(task), before);
    }

    /** The dry run writes nothing and tells what apply then does, and there is nothing left to do. Each task changes one thing. */
    void isAppliedAsForeseen(String task) {
        Path playbook = playbook(task);
        Map<LabHost, Fingerprint> before = fingerprints();

        Dockplay dryRun = run("apply", playbook, "--dry-run");
        assertAlike(before, "dry run");
        Dockplay first = run("apply", playbook, "--yes");
        Dockplay second = run("apply", playbook, "--yes");

        assertThat(List.of(dryRun.exit(), first.exit(), second.exit()))
                .as("%s%n%s%n%s", dryRun, first, second)
                .containsOnly(0);
        int tasks = task.split("\n    - ", -1).length;
        assertThat(dryRun.steps("planned")).hasSize(lab.hosts().size() * tasks).isEqualTo(first.steps("change"));
        assertThat(dryRun.events("planned").stream().map(event -> event.path("changes")))
                .as("the dry run named each change as it was then made")
                .isEqualTo(first.events("change").stream()
                        .map(event -> event.path("changes"))
                        .toList());
        assertThat(second.steps("change")).isEmpty();
    }

    /** Uninstalling gives the hosts back as they were. */
    void uninstalls(Path playbook, Map<LabHost, Fingerprint> before) {
        Dockplay uninstall = run("uninstall", playbook, "--yes", "--forget");
        assertThat(uninstall.exit()).as("%s", uninstall).isZero();
        assertAlike(before, "uninstall");
    }

    void assertAlike(Map<LabHost, Fingerprint> before, String step) {
        before.forEach((host, former) -> assertThat(former.differences(host.fingerprint()))
                .as("%s on %s", step, host)
                .isEmpty());
    }

    Dockplay run(String command, Path playbook, String... options) {
        List<Object> words = new ArrayList<>(List.of(command, playbook, "-i", lab.inventoryFile(), "--format", "json"));
        words.addAll(List.of("--forks", "1"));
        words.addAll(List.of(options));
        return Dockplay.run(words.toArray());
    }

    Map<LabHost, Fingerprint> fingerprints() {
        Map<LabHost, Fingerprint> fingerprints = new LinkedHashMap<>();
        lab.hosts().forEach(host -> fingerprints.put(host, host.fingerprint()));
        return fingerprints;
    }
}
