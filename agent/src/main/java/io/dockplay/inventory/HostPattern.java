package io.dockplay.inventory;

import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the hosts of an inventory that a pattern selects; all its methods refuse a part that matches nothing.
 *
 * @param where the pattern stands
 */
record HostPattern(Inventory inventory, Optional<Position> where) {

    /** What is longer is no pattern, and Java takes a minute to make an expression of a text of some hundred thousand. */
    private static final int LONGEST = 4096;

    private static final Pattern SLICE = Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9}):([0-9]{0,9}))\\]");

    /** The names of the selected hosts. */
    Set<String> select(String pattern) {
        Set<String> selected = new LinkedHashSet<>();
        List<String> without = new ArrayList<>();
        List<String> within = new ArrayList<>();
        boolean any = false;
        List<String> parts = parts(pattern);
        if (parts.isEmpty()) {
            throw wrong("the pattern of hosts is empty", "Write all if you mean every host.");
        }
        for (String name : parts) {
            if (name.startsWith("!")) {
                without.add(name.substring(1));
            } else if (name.startsWith("&")) {
                within.add(name.substring(1));
            } else {
                any = true;
                selected.addAll(matching(name));
            }
        }
        if (!any) {
            inventory.hosts().forEach(host -> selected.add(host.name()));
        }
        within.forEach(name -> selected.retainAll(matching(name)));
        without.forEach(name -> selected.removeAll(matching(name)));
        return selected;
    }

    /** Divides a pattern at its commas and colons, but for those in a range and in a host's own name, such as fe80::1. */
    private List<String> parts(String pattern) {
        String whole = pattern.strip();
        if (inventory.hosts().stream().anyMatch(host -> host.name().equals(whole))) {
            return List.of(whole);
        }
        return Arrays.stream(whole.split("[,:](?![^\\[]*\\])", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Set<String> matching(String written) {
        if (written.length() > LONGEST) {
            throw wrong("a pattern of hosts has " + written.length() + " characters", "Name groups instead.");
        }
        if (written.startsWith("~")) {
            return expression(written);
        }
        Matcher slice = SLICE.matcher(written);
        return slice.matches() ? slice(written, slice) : names(written);
    }

    /** Names and groups, with ranges in them. */
    private Set<String> names(String written) {
        Set<String> matching = new LinkedHashSet<>();
        try {
            HostRange.expand(written).forEach(name -> matching.addAll(known(name)));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), "Write web[01:20] or db-[a:c].");
        }
        return matching;
    }

    /** {@code ~web\d+}: names and groups that begin as a regular expression says. */
    private Set<String> expression(String written) {
        try {
            Pattern expression = Pattern.compile(written.substring(1));
            Set<String> matching = like(name -> expression.matcher(name).lookingAt());
            if (matching.isEmpty()) {
                throw wrong("no host and no group is like \"" + written + "\"", inventoryHas());
            }
            return matching;
        } catch (PatternSyntaxException e) {
            throw wrong(
                    "\"" + written + "\" is not a regular expression: " + e.getDescription(),
                    "Write ~web[0-9]+, say; a comma or a colon outside [] ends it.");
        }
    }

    /**
     * {@code web[0]}, {@code web[-1]}, {@code web[0:2]}, {@code web[1:]}: some of a group's hosts, counted from 0, the last one
     * included, as Ansible does. Where it can also be read as a range of names it is refused, unless that means the same.
     */
    private Set<String> slice(String written, Matcher slice) {
        String name = slice.group(1);
        String first = Optional.ofNullable(slice.group(2)).orElse(slice.group(3));
        String last = Optional.ofNullable(slice.group(4)).orElse("");
        boolean range = !last.isEmpty();
        boolean padded = range && first.length() > 1 && first.startsWith("0");
        List<String> all = inventory.groups().containsKey(name)
                ? List.copyOf(inventory.groups().getOrDefault(name, Set.of()))
                : inOrder(name.contains("[") ? Set.of() : glob(name));
        Set<String> named = range ? namesIfAll(written) : Set.of();
        if (padded || (all.isEmpty() && !named.isEmpty())) {
            return names(written);
        }
        if (all.isEmpty()) {
            return range && !inventory.groups().containsKey(name) ? names(written) : known(name);
        }
        int from = Integer.parseInt(first);
        int begin = from < 0 ? all.size() + from : from;
        int wanted = slice.group(2) != null ? begin : range ? Integer.parseInt(last) : all.size() - 1;
        int end = Math.min(wanted, all.size() - 1);
        Set<String> some = begin < 0 || begin > end ? Set.of() : new LinkedHashSet<>(all.subList(begin, end + 1));
        if (!named.isEmpty() && !named.equals(some)) {
            throw wrong(
                    "\"" + written + "\" is a range of names, and also a part of " + name + ", counted from 0",
                    "Write " + name + "[" + first + "-" + last + "] for the names, or name the hosts that you mean.");
        }
        if (some.isEmpty()) {
            throw wrong(
                    "\"" + written + "\" selects nothing: " + name + " has " + all.size()
                            + (all.size() == 1 ? " host" : " hosts"),
                    "They are counted from 0: " + name + "[0] is the first, " + name + "[-1] the last.");
        }
        return some;
    }

    /** The hosts of a range of names when there are all of them, else none. */
    private Set<String> namesIfAll(String written) {
        try {
            Set<String> names = new LinkedHashSet<>(HostRange.expand(written));
            return inventory.groups().getOrDefault("all", Set.of()).containsAll(names) ? names : Set.of();
        } catch (IllegalArgumentException e) {
            return Set.of();
        }
    }

    private Set<String> known(String name) {
        Set<String> matching = glob(name);
        if (matching.isEmpty() && !inventory.groups().containsKey(name)) {
            Set<String> names = new LinkedHashSet<>(inventory.groups().keySet());
            inventory.hosts().forEach(host -> names.add(host.name()));
            throw wrong(
                    "no host and no group is called \"" + name + "\"", inventoryHas() + DidYouMean.hint(name, names));
        }
        return matching;
    }

    private Set<String> glob(String name) {
        Pattern glob =
                Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
        return like(each -> glob.matcher(each).matches());
    }

    /** The hosts whose name, or the name of whose group, is such. */
    private Set<String> like(Predicate<String> such) {
        Set<String> matching = new LinkedHashSet<>();
        inventory.groups().forEach((group, members) -> {
            if (such.test(group)) {
                matching.addAll(members);
            }
        });
        inventory.hosts().stream().map(Host::name).filter(such).forEach(matching::add);
        return matching;
    }

    private List<String> inOrder(Set<String> some) {
        return inventory.hosts().stream().map(Host::name).filter(some::contains).toList();
    }

    private String inventoryHas() {
        int hosts = inventory.hosts().size();
        return "The inventory has " + hosts + (hosts == 1 ? " host" : " hosts") + " and the groups "
                + String.join(
                        ", ", inventory.groups().keySet().stream().sorted().toList()) + ".";
    }

    private InvalidInput wrong(String what, String advice) {
        return new InvalidInput(new Problem(what, where, Optional.empty(), advice));
    }
}
