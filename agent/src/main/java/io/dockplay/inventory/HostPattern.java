package io.dockplay.inventory;

import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the hosts that a pattern selects, in Ansible's order. A part that matches nothing is an error.
 *
 * @param where the place of the pattern
 */
record HostPattern(Inventory inventory, Optional<Position> where) {

    /** The longest pattern; Java needs a minute to compile an expression of a hundred thousand characters. */
    private static final int LONGEST = 4096;

    /** The names of this machine, which Ansible knows without an inventory. */
    static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

    private static final Pattern SLICE = Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9}):([0-9]{0,9}))\\]");
    private static final String OUTSIDE_BRACKETS = "(?![^\\[]*\\])";

    /** Returns the names of the selected hosts. */
    Set<String> select(String pattern) {
        Set<String> selected = new LinkedHashSet<>();
        List<String> without = new ArrayList<>();
        List<String> within = new ArrayList<>();
        boolean any = false;
        List<String> parts = parts(pattern);
        if (parts.isEmpty()) {
            throw wrong(Message.of("the pattern of hosts is empty"), Message.of("Write all if you mean every host."));
        }
        for (String name : parts) {
            if (name.startsWith("!")) {
                without.add(name.substring(1));
            } else if (name.startsWith("&")) {
                within.add(name.substring(1));
            } else {
                any = true;
                selected.addAll(isHost(name) ? List.of(name) : matching(name));
            }
        }
        if (!any) {
            selected.addAll(members("all"));
        }
        within.forEach(name -> selected.retainAll(new LinkedHashSet<>(matching(name))));
        without.forEach(name -> selected.removeAll(new LinkedHashSet<>(matching(name))));
        return selected;
    }

    /** Divides a pattern at commas, colons and blanks, except in brackets and in addresses such as fe80::1. */
    private List<String> parts(String pattern) {
        List<String> parts = new ArrayList<>();
        for (String listed : pattern.split("," + OUTSIDE_BRACKETS, -1)) {
            String part = listed.strip();
            String name = part.replaceFirst("^[!&]", "");
            if (isHost(name) || HostAddress.isNumbers(name)) {
                parts.add(part);
            } else {
                parts.addAll(List.of(part.split("[:\\s]+" + OUTSIDE_BRACKETS, -1)));
            }
        }
        parts.removeIf(String::isEmpty);
        return parts;
    }

    /** Returns the hosts of one part; a glob may return some twice, as Ansible counts them. */
    private List<String> matching(String written) {
        if (written.length() > LONGEST) {
            throw wrong(
                    Message.of("a pattern of hosts has %s characters", written.length()),
                    Message.of("Name groups instead."));
        }
        if (written.startsWith("~")) {
            return expression(written);
        }
        Matcher slice = SLICE.matcher(written);
        return slice.matches() ? slice(written, slice) : names(written);
    }

    /** Matches names and groups with ranges, or else as a glob with brackets. */
    private List<String> names(String written) {
        List<String> names;
        try {
            names = HostRange.expand(written);
        } catch (IllegalArgumentException e) {
            List<String> matching = glob(written);
            if (matching.isEmpty()) {
                throw wrong(
                        Message.quoted(String.valueOf(e.getMessage())), Message.of("Write web[01:20] or db-[a:c]."));
            }
            return matching;
        }
        if (names.size() == 1) {
            return known(names.get(0));
        }
        Set<String> all = new LinkedHashSet<>();
        names.forEach(name -> all.addAll(known(name)));
        return List.copyOf(all);
    }

    /** Matches {@code ~web\d+}: names and groups whose beginning matches the regular expression. */
    private List<String> expression(String written) {
        try {
            Pattern expression = Pattern.compile(written.substring(1), Pattern.UNICODE_CHARACTER_CLASS);
            List<String> matching = like(name -> expression.matcher(name).lookingAt(), true);
            if (matching.isEmpty()) {
                throw wrong(Message.of("no host and no group is like \"%s\"", written), inventoryHas());
            }
            return matching;
        } catch (PatternSyntaxException e) {
            throw wrong(
                    Message.of("\"%s\" is not a regular expression: %s", written, e.getDescription()),
                    Message.of("Write ~web[0-9]+, say; a comma or a colon outside [] ends it."));
        }
    }

    /**
     * Selects some hosts of a group: {@code web[0]}, {@code web[-1]}, {@code web[0:2]}, {@code web[1:]}. They are
     * counted from 0, and the last one is included, as in Ansible. A pattern that is also a range of names is refused,
     * unless both mean the same hosts.
     */
    private List<String> slice(String written, Matcher slice) {
        String name = slice.group(1);
        String first = Optional.ofNullable(slice.group(2)).orElse(slice.group(3));
        String last = Optional.ofNullable(slice.group(4)).orElse("");
        boolean range = !last.isEmpty();
        boolean padded = range && first.length() > 1 && first.startsWith("0");
        List<String> all = glob(name);
        Set<String> named = range ? namesIfAll(written) : Set.of();
        if (padded || (all.isEmpty() && !named.isEmpty())) {
            return names(written);
        }
        if (all.isEmpty()) {
            return range && !isGroup(name) ? names(written) : known(name);
        }
        int from = Integer.parseInt(first);
        int begin = from < 0 ? all.size() + from : from;
        int wanted = slice.group(2) != null ? begin : range ? Integer.parseInt(last) : all.size() - 1;
        int end = Math.min(wanted, all.size() - 1);
        List<String> some = begin < 0 || begin > end ? List.of() : all.subList(begin, end + 1);
        if (!named.isEmpty() && !named.equals(new LinkedHashSet<>(some))) {
            throw wrong(
                    Message.of("\"%s\" is a range of names, and also a part of %s, counted from 0", written, name),
                    Message.of("Write %s[%s-%s] for the names, or name the hosts that you mean.", name, first, last));
        }
        if (some.isEmpty()) {
            throw wrong(
                    all.size() == 1
                            ? Message.of("\"%s\" selects nothing: %s has 1 host", written, name)
                            : Message.of("\"%s\" selects nothing: %s has %d hosts", written, name, all.size()),
                    Message.of("They are counted from 0: %s[0] is the first, %s[-1] the last.", name, name));
        }
        return some;
    }

    /** Returns the hosts of a range of names if the inventory has all of them, else none. */
    private Set<String> namesIfAll(String written) {
        try {
            Set<String> names = new LinkedHashSet<>(HostRange.expand(written));
            return members("all").containsAll(names) ? names : Set.of();
        } catch (IllegalArgumentException e) {
            return Set.of();
        }
    }

    private List<String> known(String name) {
        List<String> matching = glob(name);
        if (matching.isEmpty() && LOCAL.contains(name)) {
            return List.of(name);
        }
        if (matching.isEmpty() && !isGroup(name)) {
            Set<String> names = new LinkedHashSet<>(inventory.groups().keySet());
            inventory.hosts().forEach(host -> names.add(host.name()));
            throw wrong(
                    Message.of("no host and no group is called \"%s\"", name),
                    inventoryHas().and(DidYouMean.hint(name, names)));
        }
        return matching;
    }

    /**
     * Returns the groups that match; also hosts, if no group does or the pattern has special characters. Some come
     * twice.
     */
    private List<String> glob(String name) {
        boolean special = name.chars().anyMatch(character -> ".?*[".indexOf(character) >= 0);
        if (name.chars().noneMatch(character -> "?*[".indexOf(character) >= 0)) {
            return called(name, special);
        }
        Pattern glob = Glob.of(name);
        return like(each -> glob.matcher(each).matches(), special);
    }

    /** Finds what {@link #glob} finds for a name that can match itself only; a range has many, so they are looked up. */
    private List<String> called(String name, boolean special) {
        List<String> matching = new ArrayList<>(members(name));
        if ((special || !isGroup(name)) && isHost(name)) {
            matching.add(name);
        }
        return matching;
    }

    private List<String> like(Predicate<String> such, boolean special) {
        List<String> matching = new ArrayList<>();
        List<String> groups = inventory.groups().keySet().stream().filter(such).toList();
        groups.forEach(group -> matching.addAll(members(group)));
        if (special || groups.isEmpty()) {
            inventory.hosts().stream().map(Host::name).filter(such).forEach(matching::add);
        }
        return matching;
    }

    private boolean isHost(String name) {
        return members("all").contains(name);
    }

    private boolean isGroup(String name) {
        return inventory.groups().containsKey(name);
    }

    private Set<String> members(String group) {
        return inventory.groups().getOrDefault(group, Set.of());
    }

    private Message inventoryHas() {
        int hosts = inventory.hosts().size();
        String groups =
                String.join(", ", inventory.groups().keySet().stream().sorted().toList());
        return hosts == 1
                ? Message.of("The inventory has 1 host and the groups %s.", groups)
                : Message.of("The inventory has %d hosts and the groups %s.", hosts, groups);
    }

    private InvalidInput wrong(Message what, Message advice) {
        return new InvalidInput(Problem.of(what, advice).at(where));
    }
}
