package io.dockplay.playbook;

import io.dockplay.playbook.eval.NotYetKnown;
import io.dockplay.playbook.eval.Variables;
import java.util.Optional;
import java.util.Set;

/** What a task does for one element of its loop, its conditions met. */
public interface Action {

    /**
     * What the task means on a host with these variables.
     *
     * @throws io.dockplay.problem.InvalidInput when an expression or an option is wrong
     * @throws NotYetKnown when it depends on what a later moment tells
     */
    Resolution with(Variables variables, Task task);

    /** What it asks of the run itself; none for a module. */
    default Optional<MetaAction> directive() {
        return Optional.empty();
    }

    /** Whether other tasks take its place, which are known only at its turn. */
    default boolean includesTasks() {
        return false;
    }

    /** The variables that it gives a value. */
    default Set<String> sets() {
        return Set.of();
    }
}
