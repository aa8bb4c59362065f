package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
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

/**
 * The changes that were planned so far and not made: by a dry run, or by tasks with {@code check_mode: true}. What the latter plan
 * is never made, so that only tasks of their kind see it.
 */
public final class PlannedChanges {

    private record Planned(TaskStep step, Providers providers) {}

    private final List<Planned> planned = new ArrayList<>();
    private final Map<String, String> writers = new LinkedHashMap<>();

    /** Those that are only looked at among them. */
    private final Map<String, String> allWriters = new LinkedHashMap<>();

    void add(TaskStep step, List<Change> changes) {
        planned.add(new Planned(step, Providers.of(step, changes)));
        step.resource().writes().forEach(path -> {
            allWriters.put(path, step.title().toString());
            if (!step.isOnlyLookedAt()) {
                writers.put(path, step.title().toString());
            }
        });
    }

    /** The files that would have been written when a step's turn comes. */
    PendingChanges pending(TaskStep step) {
        return new PendingChanges(writers(step));
    }

    private Map<String, String> writers(TaskStep step) {
        return step.isOnlyLookedAt() ? allWriters : writers;
    }

    private static boolean isSeenBy(TaskStep step, Planned planned) {
        return step.isOnlyLookedAt() || !planned.step().isOnlyLookedAt();
    }

    /**
     * The planned task that provides the last of a step's missing prerequisites, as far as {@link Providers} can tell; none
     * when no planned task provides one of them, or when nothing is missing.
     */
    Optional<String> provider(TaskStep step, List<Prerequisite> missing) {
        Optional<String> found = Optional.empty();
        for (Prerequisite prerequisite : missing) {
            found = provider(step, prerequisite);
            if (found.isEmpty()) {
                return found;
            }
        }
        return found;
    }

    /** Of the tasks that may provide it the last that is named like it, else the last package, else the last of all. */
    private Optional<String> provider(TaskStep step, Prerequisite prerequisite) {
        Predicate<Planned> may =
                each -> isSeenBy(step, each) && each.providers().mayProvide(prerequisite);
        return last(may.and(each -> isNamed(each, prerequisite.name())))
                .or(() -> last(may.and(each -> isNamed(each, label(step)))))
                .or(() -> last(may.and(each -> each.providers().module().equals("package"))))
                .or(() -> last(may));
    }

    private static boolean isNamed(Planned planned, String name) {
        return !name.isEmpty() && planned.providers().label().contains(name);
    }

    /** The planned task that changes the same thing as this step. */
    Optional<String> writer(TaskStep step) {
        String label = label(step);
        List<String> paths = step.resource().writes();
        return paths.stream()
                .map(writers(step)::get)
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .or(() -> last(each -> isSeenBy(step, each)
                        && ((!label.isEmpty() && label(each.step()).equals(label))
                                || paths.contains(label(each.step())))));
    }

    /** Steps are compared by their resources' labels, also where no_log hides these. */
    private static String label(TaskStep step) {
        return step.resource().label();
    }

    private Optional<String> last(Predicate<Planned> wanted) {
        return planned.stream()
                .filter(wanted)
                .reduce((first, second) -> second)
                .map(each -> each.step().title().toString());
    }
}
