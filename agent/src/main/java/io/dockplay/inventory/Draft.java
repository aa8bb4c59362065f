package io.dockplay.inventory;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects an inventory while it is read, and the problems found so far. */
final class Draft {

    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Map<String, Yaml>> hostVariables = new LinkedHashMap<>();
    final Map<String, Position> hosts = new LinkedHashMap<>();
    final List<Problem> problems = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    Draft() {
        group("all");
        group("ungrouped");
        link(group("all"), group("ungrouped"));
    }

    Group group(String name) {
        return groups.computeIfAbsent(name, Group::new);
    }

    /** Adds a host to a group; the port is taken from its first mention only, as in Ansible. */
    void host(Group group, String name, Optional<Integer> port, Position where) {
        if (hosts.putIfAbsent(name, where) == null) {
            Map<String, Yaml> variables = new LinkedHashMap<>(4); // most hosts have one or two of their own
            port.ifPresent(number -> variables.put("ansible_port", Yaml.of(where, Long.valueOf(number))));
            hostVariables.put(name, variables);
        }
        group.hosts.add(name);
    }

    /** Puts a group below another, unless that makes a cycle. */
    void child(Group parent, String name, Position where) {
        Group child = group(name);
        if (name.equals("all")) {
            problem(
                    where,
                    Message.of("the group all is below %s", parent.name),
                    Message.of("It is above every other; leave it out here."));
        } else if (child == parent || isBelow(parent, child, new HashSet<>())) {
            problem(
                    where,
                    Message.of("the group %s is below itself", name),
                    Message.of("Take it out of the children of %s.", parent.name));
        } else {
            link(parent, child);
        }
    }

    private static void link(Group parent, Group child) {
        parent.children.add(child.name);
        child.parents.add(parent.name);
    }

    private boolean isBelow(Group group, Group above, Set<String> seen) {
        return group.parents.stream()
                .filter(seen::add)
                .anyMatch(parent -> parent.equals(above.name) || isBelow(group(parent), above, seen));
    }

    /** Sets a variable of the group of this name, or of the host if there is no such group. */
    void variable(String groupOrHost, String name, Yaml value) {
        Group group = groups.get(groupOrHost);
        if (group == null) {
            hostVariables
                    .computeIfAbsent(groupOrHost, any -> new LinkedHashMap<>())
                    .put(name, value);
        } else if (!name.equals("ansible_group_priority")) {
            group.variables.put(name, value);
        } else if (String.valueOf(value.plain()).matches("-?[0-9]{1,9}")) {
            group.priority = Long.parseLong(String.valueOf(value.plain()));
        } else {
            problem(
                    value.position(),
                    Message.of("ansible_group_priority is not a whole number"),
                    Message.of("Write 10, say."));
        }
    }

    /** Returns the hosts of a name with a port and ranges; adds a problem and returns none when it cannot be read. */
    List<String> expand(HostAddress address, Position where) {
        if (address.name().length() > HostAddress.LONGEST) {
            problem(
                    where,
                    Message.of("a host's name has %s characters", address.name().length()),
                    Message.of("Is there a line end missing?"));
            return List.of();
        }
        try {
            return HostRange.expand(address.name());
        } catch (IllegalArgumentException e) {
            problem(where, Message.quoted(String.valueOf(e.getMessage())), Message.of("Write web[01:20] or db-[a:c]."));
            return List.of();
        }
    }

    void problem(Position where, Message what, Message advice) {
        problems.add(Problem.at(where, what, advice));
    }

    /**
     * Completes the tree after reading: all groups are below {@code all}, hosts without a group in {@code ungrouped}.
     */
    private void settle() {
        groups.values().stream()
                .filter(group -> !group.name.equals("all") && group.parents.isEmpty())
                .forEach(group -> link(group("all"), group));
        Set<String> grouped = new HashSet<>();
        groups.values().stream()
                .filter(group -> !List.of("all", "ungrouped").contains(group.name))
                .forEach(group -> grouped.addAll(group.hosts));
        Group ungrouped = group("ungrouped");
        ungrouped.hosts.removeAll(grouped);
        hosts.keySet().stream().filter(host -> !grouped.contains(host)).forEach(ungrouped.hosts::add);
    }

    /**
     * Returns the finished inventory.
     *
     * @throws InvalidInput with all problems
     */
    Inventory finish(VariableFolders folders) {
        settle();
        Precedence precedence = new Precedence(this, folders);
        Map<String, Set<String>> members = new LinkedHashMap<>();
        groups.values().forEach(group -> members.put(group.name, precedence.members(group)));
        Map<String, Branch> tree = new LinkedHashMap<>();
        groups.values()
                .forEach(group -> tree.put(
                        group.name,
                        new Branch(
                                List.copyOf(group.hosts), List.copyOf(group.children), precedence.variables(group))));
        Map<String, List<Group>> groupsOf = precedence.groupsOf(members);
        List<Host> finished = new ArrayList<>();
        hosts.forEach((name, position) -> finished.add(
                new Host(name, precedence.variables(name, groupsOf.getOrDefault(name, List.of())), position)));
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Inventory(finished, members, tree, warnings);
    }
}
