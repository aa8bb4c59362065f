package io.dockplay.report;

import io.dockplay.resource.Machine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of each host: the inventory's, and those that it calls itself by, with and without its domain. */
final class OwnNames {

    /** Stands for a host's own name. No line of a report has this character. */
    private static final String OWN = "\u0001";

    private final Map<String, Set<String>> names = new HashMap<>();

    /** Adds the name that a host calls itself by, which its programs and its files have. */
    void know(String host, Machine machine) {
        Set<String> known = names.computeIfAbsent(host, any -> new LinkedHashSet<>());
        known.add(machine.hostname());
        known.add(machine.hostname().replaceFirst("\\..*", ""));
    }

    /** Returns the names of a host, the inventory's last. */
    Set<String> of(String host) {
        Set<String> own = new LinkedHashSet<>(names.getOrDefault(host, Set.of()));
        own.remove("");
        own.add(host);
        return own;
    }

    /**
     * Returns lines without the host's own names. Two hosts whose lines differ in nothing but their names have the same.
     *
     * @param lines none has an end of line in it
     */
    String without(String host, List<String> lines) {
        String called = of(host).stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w.-])(?:" + called + ")(?![\\w-])")
                .matcher(String.join("\n", lines))
                .replaceAll(OWN);
    }
}
