package io.dockplay.engine.iterator;

import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Task;
import java.util.List;

/** What a host comes to next in its play. */
public sealed interface NextTasks {

    /** Steps that one message can probe together. */
    record Probes(List<TaskStep> steps) implements NextTasks {

        public Probes {
            steps = List.copyOf(steps);
        }
    }

    /** A task that does not concern the host. */
    record Skipped(Task task, String reason) implements NextTasks {}

    /** A task that cannot be resolved before the one that registers a variable has run. */
    record Waiting(Task task, String register) implements NextTasks {}

    /** Something that the run itself does, and the number of the task that asks for it. */
    record Meta(MetaAction action, Task task, int number) implements NextTasks {}

    /** A task that one host does for all; who does it is still to be found out. */
    record Once(Task task) implements NextTasks {}

    /** The end of the play. */
    record End() implements NextTasks {}
}
