package io.dockplay.inventory;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts and groups that there are.
 *
 * @param hosts in the order in which they are written
 * @param groups a group's name → the names of its hosts and of those of the groups below it
 */
public record Inventory(List<Host> hosts, Map<String, Set<String>> groups) {

    public Inventory {
        hosts = List.copyOf(hosts);
        groups = Map.copyOf(groups);
    }

    /**
     * The hosts that a pattern selects: names and groups, {@code *} and {@code ?} and ranges in them, several with
     * {@code :} or {@code ,} between, {@code !web} without these, {@code &web} only those that are also in it,
     * {@code ~web[0-9]+} by a regular expression, {@code web[0:2]} the first three of a group.
     *
     * @throws InvalidInput when it is empty, or a part of it matches nothing
     */
    public List<Host> select(String pattern, Optional<Position> where) {
        Set<String> selected = new HostPattern(this, where).select(pattern);
        return hosts.stream().filter(host -> selected.contains(host.name())).toList();
    }
}
