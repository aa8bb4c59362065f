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
import java.util.stream.Stream;

/**
 * The hosts and groups of one or more inventories.
 *
 * @param hosts in the order in which they are first named
 * @param groups the name of a group → the names of all its hosts, in Ansible's order: its own, then those of the groups
 *     directly below it, then those of the groups below these
 * @param tree the name of a group → what is directly in it
 * @param warnings what is allowed but probably a mistake, as whole sentences
 */
public record Inventory(
        List<Host> hosts, Map<String, Set<String>> groups, Map<String, Branch> tree, List<String> warnings) {

    public Inventory {
        hosts = List.copyOf(hosts);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
        warnings = List.copyOf(warnings);
    }

    /** Makes an inventory without the tree of groups. */
    public Inventory(List<Host> hosts, Map<String, Set<String>> groups) {
        this(hosts, groups, Map.of(), List.of());
    }

    /** Returns for each host the names of its groups without {@code all}, sorted; hosts of the same groups share a list. */
    public Map<String, List<String>> groupsOfHosts() {
        Map<String, List<String>> groupsOf = new HashMap<>();
        Map<List<String>, Map<String, List<String>>> longer = new HashMap<>();
        groups.keySet().stream()
                .filter(group -> !group.equals("all"))
                .sorted()
                .forEach(group -> groups.getOrDefault(group, Set.of())
                        .forEach(host -> groupsOf.merge(
                                host,
                                List.of(group),
                                (some, one) -> longer.computeIfAbsent(some, any -> new HashMap<>())
                                        .computeIfAbsent(group, any -> plus(some, group)))));
        return groupsOf;
    }

    private static List<String> plus(List<String> some, String one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    private Host local(String name) {
        Position where = Position.of("localhost");
        Map<String, Yaml> variables = new LinkedHashMap<>();
        Optional.ofNullable(tree.get("all")).ifPresent(all -> variables.putAll(all.variables()));
        variables.put("ansible_connection", Yaml.of(where, "local"));
        return new Host(name, variables, where);
    }

    /**
     * Returns the hosts that a pattern selects, in the order of the pattern.
     *
     * <p>A pattern has names of hosts and groups, with {@code *}, {@code ?} and ranges. {@code :} or {@code ,}
     * separates its parts. {@code !web} excludes hosts; {@code &web} keeps only hosts that are also in that group;
     * {@code ~web[0-9]+} is a regular expression; {@code web[0:2]} is the first three hosts of a group. {@code
     * localhost} is this machine, also if the inventory does not name it.
     *
     * @throws InvalidInput when the pattern is empty, or a part of it matches nothing
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
