package io.dockplay.engine;

import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Prerequisite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** What a dry run has found so far that an apply would have changed by now. */
final class Foreseen {

    private record Planned(Item item, Bringing bringing) {}

    private final List<Planned> planned = new ArrayList<>();
    private final Map<String, String> writers = new LinkedHashMap<>();

    void add(Item item, List<Change> changes) {
        planned.add(new Planned(item, Bringing.of(item, changes)));
        item.resource().writes().forEach(path -> writers.put(path, item.step().toString()));
    }

    /** The files that would have been written by now. */
    PendingChanges pending() {
        return new PendingChanges(writers);
    }

    /**
     * The planned task after which nothing is lacking any more, as far as {@link Bringing} can tell; none when one of the
     * lacking things is brought by no planned task, or when there is nothing that could be brought.
     */
    Optional<String> bringer(Item item, List<Prerequisite> lacks) {
        Optional<String> found = Optional.empty();
        for (Prerequisite prerequisite : lacks) {
            found = bringer(label(item), prerequisite);
            if (found.isEmpty()) {
                return found;
            }
        }
        return found;
    }

    /** Of those that may bring it the last one that is called like it, else the last package, else the last of all. */
    private Optional<String> bringer(String label, Prerequisite prerequisite) {
        Predicate<Planned> may = each -> each.bringing().mayBring(prerequisite);
        return last(may.and(each -> isNamed(each, prerequisite.name())))
                .or(() -> last(may.and(each -> isNamed(each, label))))
                .or(() -> last(may.and(each -> each.bringing().module().equals("package"))))
                .or(() -> last(may));
    }

    private static boolean isNamed(Planned planned, String name) {
        return !name.isEmpty() && planned.bringing().label().contains(name);
    }

    /** The planned task that looks after the same thing as this one. */
    Optional<String> writer(Item item) {
        String label = label(item);
        List<String> paths = item.resource().writes();
        return paths.stream()
                .map(writers::get)
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .or(() -> last(each ->
                        (!label.isEmpty() && label(each.item()).equals(label)) || paths.contains(label(each.item()))));
    }

    /** By its own label they find each other, also where it is not to be told. */
    private static String label(Item item) {
        return item.resource().label();
    }

    private Optional<String> last(Predicate<Planned> wanted) {
        return planned.stream()
                .filter(wanted)
                .reduce((first, second) -> second)
                .map(each -> each.item().step().toString());
    }
}
