package io.dockplay.engine;

import io.dockplay.resource.Pending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** What a dry run has found so far that an apply would have changed by now. */
final class Foreseen {

    private final List<Item> planned = new ArrayList<>();
    private final Map<String, String> writers = new LinkedHashMap<>();

    void add(Item item) {
        planned.add(item);
        item.resource().writes().forEach(path -> writers.put(path, item.step().toString()));
    }

    /** The files that would have been written by now. */
    Pending pending() {
        return new Pending(writers);
    }

    /**
     * The planned task that most likely brings what a later one misses: the one whose label names it, else the last
     * package, else whatever was planned last; none when nothing is planned.
     */
    Optional<String> bringer(Item item) {
        String label = label(item);
        return last(other -> !label.isEmpty() && label(other).contains(label))
                .or(() -> last(other -> other.task().module().equals("package")))
                .or(() -> last(other -> true));
    }

    /** The planned task that looks after the same thing as this one. */
    Optional<String> writer(Item item) {
        String label = label(item);
        List<String> paths = item.resource().writes();
        return paths.stream()
                .map(writers::get)
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .or(() -> last(
                        other -> (!label.isEmpty() && label(other).equals(label)) || paths.contains(label(other))));
    }

    /** By its own label they find each other, also where it is not to be told. */
    private static String label(Item item) {
        return item.resource().label();
    }

    private Optional<String> last(Predicate<Item> wanted) {
        return planned.stream()
                .filter(wanted)
                .reduce((first, second) -> second)
                .map(item -> item.step().toString());
    }
}
