package io.dockplay.inventory;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts and groups that there are.
 *
 * @param hosts in the order in which they are first named
 * @param groups a group's name → the names of its hosts and of those of the groups below it, in Ansible's order: its own, then those of
 *     the groups directly below it, then of those below these
 * @param tree a group's name → what is directly in it
 * @param warnings what is allowed but hardly meant, as whole sentences
 */
public record Inventory(
        List<Host> hosts, Map<String, Set<String>> groups, Map<String, Branch> tree, List<String> warnings) {

    public Inventory {
        hosts = List.copyOf(hosts);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
        warnings = List.copyOf(warnings);
    }

    /** Hosts and groups of which it is not known how they stand to each other. */
    public Inventory(List<Host> hosts, Map<String, Set<String>> groups) {
        this(hosts, groups, Map.of(), List.of());
    }

    /** The names of all groups that a host is in but {@code all}, sorted. */
    public List<String> groupsOf(String host) {
        return groups.entrySet().stream()
                .filter(group ->
                        !group.getKey().equals("all") && group.getValue().contains(host))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Host local(String name) {
        Position where = Position.of("localhost");
        Map<String, Yaml> variables = new LinkedHashMap<>();
        Optional.ofNullable(tree.get("all")).ifPresent(all -> variables.putAll(all.variables()));
        variables.put("ansible_connection", Yaml.of(where, "local"));
        return new Host(name, variables, where);
    }

    /**
     * The hosts that a pattern selects: names and groups, {@code *} and {@code ?} and ranges in them, several with
     * {@code :} or {@code ,} between, {@code !web} without these, {@code &web} only those that are also in it,
     * {@code ~web[0-9]+} by a regular expression, {@code web[0:2]} the first three of a group.
     *
     * <p>They come in the pattern's order. {@code localhost} is this machine also where the inventory does not have it.
     *
     * @throws InvalidInput when it is empty, or a part of it matches nothing
     */
    public List<Host> select(String pattern, Optional<Position> where) {
        Map<String, Host> byName = new HashMap<>();
        hosts.forEach(host -> byName.put(host.name(), host));
        return new HostPattern(this, where)
                .select(pattern).stream()
                        .map(name -> byName.computeIfAbsent(name, this::local))
                        .toList();
    }
}
