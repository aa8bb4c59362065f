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

    private final List<Event.Step> steps = new ArrayList<>();
    private final Map<String, String> writers = new LinkedHashMap<>();

    void add(Item item) {
        steps.add(item.step());
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
        String label = item.resource().label();
        return last(step -> !label.isEmpty() && step.label().contains(label))
                .or(() -> last(step -> step.module().equals("package")))
                .or(() -> last(step -> true))
                .map(Event.Step::toString);
    }

    /** The planned task that looks after the same thing as this one. */
    Optional<String> writer(Item item) {
        String label = item.resource().label();
        List<String> paths = item.resource().writes();
        return paths.stream()
                .map(writers::get)
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .or(() -> last(step -> (!label.isEmpty() && step.label().equals(label)) || paths.contains(step.label()))
                        .map(Event.Step::toString));
    }

    private Optional<Event.Step> last(Predicate<Event.Step> wanted) {
        return steps.stream().filter(wanted).reduce((first, second) -> second);
    }
}
