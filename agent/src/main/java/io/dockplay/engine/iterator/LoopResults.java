package io.dockplay.engine.iterator;

import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of one task's steps, until its last step has ended. */
final class LoopResults {

    private final List<Map<String, Object>> results = new ArrayList<>();
    private boolean unknown;

    void add(Map<String, Object> result) {
        results.add(result);
    }

    /** The result of a step is not known, and so the task's is not either. */
    void addUnknown() {
        unknown = true;
    }

    void clear() {
        results.clear();
        unknown = false;
    }

    /** The result of the task, whose last step has ended; none when it is not known. Then the next task's begin. */
    Optional<Map<String, Object>> end(Task task) {
        Optional<Map<String, Object>> result =
                unknown ? Optional.empty() : Optional.of(TaskResult.ofTask(List.copyOf(results), task.loops()));
        clear();
        return result;
    }
}
