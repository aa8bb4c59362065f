package io.dockplay.inventory;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An inventory while it is being read, and all that is wrong with it so far. */
final class Draft {

    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Map<String, Yaml>> hostVariables = new LinkedHashMap<>();
    final Map<String, Position> hosts = new LinkedHashMap<>();
    final List<Problem> problems = new ArrayList<>();

    Draft() {
        group("all");
        group("ungrouped");
    }

    Group group(String name) {
        return groups.computeIfAbsent(name, Group::new);
    }

    void host(Group group, String name, Position where) {
        hosts.putIfAbsent(name, where);
        group.hosts.add(name);
    }

    void variable(String host, String name, Yaml value) {
        hostVariables.computeIfAbsent(host, any -> new LinkedHashMap<>()).put(name, value);
    }

    void problem(Position where, String what, String advice) {
        problems.add(Problem.at(where, what, advice));
    }

    /**
     * The finished inventory.
     *
     * @throws InvalidInput with all that is wrong with it
     */
    Inventory finish() {
        for (Group group : groups.values()) {
            checkCircle(group, group, new HashSet<>());
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        Map<String, Set<String>> members = new LinkedHashMap<>();
        groups.values().forEach(group -> members.put(group.name, members(group)));
        members.put("all", new LinkedHashSet<>(hosts.keySet()));
        members.put("ungrouped", ungrouped(members));
        // A group below another is deeper, and wins.
        Map<String, Integer> depths = new HashMap<>();
        groups.values().forEach(group -> depths.put(group.name, depth(group)));
        List<Group> ordered = groups.values().stream()
                .filter(group -> !group.name.equals("all"))
                .sorted(Comparator.comparingInt((Group group) -> depths.getOrDefault(group.name, 0))
                        .thenComparing(group -> group.name))
                .toList();
        List<Host> finished = new ArrayList<>();
        hosts.forEach((name, position) -> {
            Map<String, Yaml> variables = new LinkedHashMap<>(group("all").variables);
            ordered.stream()
                    .filter(group -> members.getOrDefault(group.name, Set.of()).contains(name))
                    .forEach(group -> variables.putAll(group.variables));
            variables.putAll(hostVariables.getOrDefault(name, Map.of()));
            finished.add(new Host(name, variables, position));
        });
        return new Inventory(finished, members);
    }

    private Set<String> members(Group group) {
        Set<String> members = new LinkedHashSet<>(group.hosts);
        group.children.keySet().forEach(child -> members.addAll(members(group(child))));
        return members;
    }

    /** The hosts that are in no group but {@code all}, and so are in this one. */
    private Set<String> ungrouped(Map<String, Set<String>> members) {
        Set<String> ungrouped = new LinkedHashSet<>(hosts.keySet());
        members.forEach((group, names) -> {
            if (!group.equals("all") && !group.equals("ungrouped")) {
                ungrouped.removeAll(names);
            }
        });
        return ungrouped;
    }

    /** How many groups are above one, but for {@code all}, which is above them all whether it is written so or not. */
    private int depth(Group group) {
        return groups.values().stream()
                .filter(parent -> !parent.name.equals("all") && parent.children.containsKey(group.name))
                .mapToInt(parent -> depth(parent) + 1)
                .max()
                .orElse(0);
    }

    private void checkCircle(Group start, Group group, Set<String> seen) {
        for (Map.Entry<String, Position> below : List.copyOf(group.children.entrySet())) {
            String child = below.getKey();
            if (child.equals(start.name)) {
                problem(
                        below.getValue(),
                        "the group " + start.name + " is below itself",
                        "Take it out of the children of " + group.name + ".");
                group.children.remove(child);
            } else if (seen.add(child)) {
                checkCircle(start, group(child), seen);
            }
        }
    }
}
