package io.dockplay.engine.task;

import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Task;
import java.util.List;
import java.util.Optional;

/**
 * What of an agenda can be looked at next.
 *
 * @param waits a task that cannot be resolved before one that was not run
 * @param directs what the run itself does, before anything else is looked at
 * @param once a task that one host does for all: who is to be found out
 */
record Batch(List<TaskStep> items, Optional<Waiting> waits, Optional<Directed> directs, Optional<Task> once) {

    static Batch of(List<TaskStep> items) {
        return new Batch(List.copyOf(items), Optional.empty(), Optional.empty(), Optional.empty());
    }

    record Waiting(Task task, String register) {}

    /** What the run itself does, and the task that says so, by its number. */
    record Directed(MetaAction metaAction, Task task, int number) {}

    boolean isEmpty() {
        return items.isEmpty() && waits.isEmpty() && directs.isEmpty() && once.isEmpty();
    }
}
