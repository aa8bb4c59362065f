package io.dockplay.inventory;

import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
     * The hosts that a pattern selects: names and groups, {@code *} and {@code ?} in them, several with {@code :} or
     * {@code ,} between, {@code !web} without these, {@code &web} only those that are also in it.
     *
     * @throws InvalidInput when a part of it matches nothing
     */
    public List<Host> select(String pattern, Optional<Position> where) {
        Set<String> selected = new LinkedHashSet<>();
        List<String> without = new ArrayList<>();
        List<String> within = new ArrayList<>();
        boolean any = false;
        for (String part : pattern.split("[,:](?![0-9]+\\])", -1)) {
            String name = part.strip();
            if (name.isEmpty()) {
                continue;
            }
            if (name.startsWith("!")) {
                without.add(name.substring(1));
            } else if (name.startsWith("&")) {
                within.add(name.substring(1));
            } else {
                any = true;
                selected.addAll(matching(name, where));
            }
        }
        if (!any) {
            hosts.forEach(host -> selected.add(host.name()));
        }
        within.forEach(name -> selected.retainAll(matching(name, where)));
        without.forEach(name -> selected.removeAll(matching(name, where)));
        return hosts.stream().filter(host -> selected.contains(host.name())).toList();
    }

    private Set<String> matching(String name, Optional<Position> where) {
        Set<String> matching = new LinkedHashSet<>();
        Pattern glob =
                Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
        groups.forEach((group, members) -> {
            if (glob.matcher(group).matches()) {
                matching.addAll(members);
            }
        });
        hosts.stream()
                .map(Host::name)
                .filter(host -> glob.matcher(host).matches())
                .forEach(matching::add);
        boolean known = !matching.isEmpty() || groups.containsKey(name);
        if (!known) {
            Set<String> names = new LinkedHashSet<>(groups.keySet());
            hosts.forEach(host -> names.add(host.name()));
            throw new InvalidInput(new Problem(
                    "no host and no group is called \"" + name + "\"",
                    where,
                    Optional.empty(),
                    "The inventory has " + hosts.size() + (hosts.size() == 1 ? " host" : " hosts") + " and the groups "
                            + String.join(
                                    ", ", groups.keySet().stream().sorted().toList()) + "."
                            + DidYouMean.hint(name, names)));
        }
        return matching;
    }
}
