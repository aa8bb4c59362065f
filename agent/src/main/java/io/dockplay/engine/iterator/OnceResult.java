package io.dockplay.engine.iterator;

import io.dockplay.engine.coordination.TaskPath;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The task that this host does for all ({@code run_once}), and how the other hosts learn its result. */
final class OnceResult {

    /** The key under which other hosts find the variables that the task set. */
    private static final String FACTS = "ansible_facts";

    /** The key under which they find the tasks that it included. */
    private static final String INCLUDED = " included";

    private Optional<TaskPath> mine = Optional.empty();
    private Consumer<Map<String, Object>> others = result -> {};

    /** This host does the task at a place for all. */
    void take(TaskPath place, Consumer<Map<String, Object>> listener) {
        mine = Optional.of(place);
        others = listener;
    }

    boolean isMine(TaskPath place) {
        return mine.equals(Optional.of(place));
    }

    /** Whether one host does a task for all; a {@code meta} task is for each host. */
    static boolean isOnce(Task task) {
        return task.keywords().runOnce().orElse(false) && !task.module().equals("meta");
    }

    /** Shares a result, if it is the one of the task that this host does for all. */
    void share(TaskPath place, Map<String, Object> result) {
        if (isMine(place)) {
            others.accept(result);
        }
    }

    void shareUnknown(TaskPath place) {
        share(place, Map.of());
    }

    void shareIncluded(TaskPath place, Resolution.Includes includes) {
        share(place, Map.of(INCLUDED, includes));
    }

    void shareFacts(TaskPath place, Map<String, Object> facts) {
        share(place, Map.of(FACTS, facts));
    }

    void shareMeta(TaskPath place, boolean skipped) {
        share(place, skipped ? TaskResult.skipped() : TaskResult.of(false, false, Optional.empty()));
    }

    /** The tasks that another host's task included, if its shared result is that. */
    static Optional<Resolution.Includes> included(Map<String, Object> result) {
        return Optional.ofNullable(result.get(INCLUDED))
                .filter(Resolution.Includes.class::isInstance)
                .map(Resolution.Includes.class::cast);
    }

    /** The variables that another host's task set; none if its shared result is something else. */
    static Map<?, ?> facts(Map<String, Object> result) {
        return result.get(FACTS) instanceof Map<?, ?> facts ? facts : Map.of();
    }

    /** Whether a shared result is the registered one of a task that has run. */
    static boolean isRegistered(Map<String, Object> result) {
        return !result.isEmpty() && !result.containsKey(INCLUDED) && !result.containsKey(FACTS);
    }
}
