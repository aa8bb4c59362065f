package io.dockplay.inventory;

import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
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
     * The hosts that a pattern selects: names and groups, {@code *} and {@code ?} and ranges in them, several with
     * {@code :} or {@code ,} between, {@code !web} without these, {@code &web} only those that are also in it.
     *
     * @throws InvalidInput when it is empty, or a part of it matches nothing
     */
    public List<Host> select(String pattern, Optional<Position> where) {
        Set<String> selected = new LinkedHashSet<>();
        List<String> without = new ArrayList<>();
        List<String> within = new ArrayList<>();
        boolean any = false;
        List<String> parts = parts(pattern);
        if (parts.isEmpty()) {
            throw new InvalidInput(new Problem(
                    "the pattern of hosts is empty", where, Optional.empty(), "Write all if you mean every host."));
        }
        for (String name : parts) {
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

    /** Divides a pattern at its commas and colons, but for those in a range and in a host's own name, such as fe80::1. */
    private List<String> parts(String pattern) {
        String whole = pattern.strip();
        if (hosts.stream().anyMatch(host -> host.name().equals(whole))) {
            return List.of(whole);
        }
        return Arrays.stream(whole.split("[,:](?![^\\[]*\\])", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Set<String> matching(String written, Optional<Position> where) {
        Set<String> matching = new LinkedHashSet<>();
        try {
            HostRange.expand(written).forEach(name -> matching.addAll(matchingName(name, where)));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(new Problem(
                    String.valueOf(e.getMessage()), where, Optional.empty(), "Write web[01:20] or db-[a:c]."));
        }
        return matching;
    }

    private Set<String> matchingName(String name, Optional<Position> where) {
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
