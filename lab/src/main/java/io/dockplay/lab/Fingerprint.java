package io.dockplay.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The state of a host: its packages, every file of /etc, services, users, groups, Docker's folders, processes.
 *
 * @param facts the name of a thing, such as "package docker-ce" or "file /etc/hosts" → its state, such as its version
 */
public record Fingerprint(SortedMap<String, String> facts) {

    public Fingerprint {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    static Fingerprint of(LabHost host) {
        SortedMap<String, String> facts = new TreeMap<>();
        host.exec("sh", "-c", Resources.text("fingerprint.sh"))
                .orThrow()
                .lines()
                .forEach(line -> {
                    String[] kindNameValue = line.split("\t", 3);
                    if (kindNameValue.length == 3) {
                        // A file has one line for its attributes and one for its checksum; a package can have two
                        // versions.
                        facts.merge(
                                kindNameValue[0] + " " + kindNameValue[1],
                                kindNameValue[2],
                                (one, other) -> one.equals(other) ? one : one + " " + other);
                    }
                });
        return new Fingerprint(facts);
    }

    /** Returns a sentence for each difference from a later fingerprint; empty when both are equal. */
    public List<String> differences(Fingerprint other) {
        SortedSet<String> names = new TreeSet<>(facts.keySet());
        names.addAll(other.facts.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String before = facts.getOrDefault(name, "");
            String after = other.facts.getOrDefault(name, "");
            if (!facts.containsKey(name)) {
                differences.add((name + " appeared: " + after).strip());
            } else if (!other.facts.containsKey(name)) {
                differences.add((name + " is gone; it was: " + before).strip());
            } else if (!before.equals(after)) {
                differences.add(name + " changed: " + before + " → " + after);
            }
        }
        return List.copyOf(differences);
    }
}
