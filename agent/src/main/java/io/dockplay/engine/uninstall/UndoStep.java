package io.dockplay.engine.uninstall;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.resource.WarningProbe;
import java.util.Optional;

/**
 * One step of an uninstall: it restores what one step of a task, or one leftover, changed.
 *
 * @param step the step that runs
 * @param restores the task's step whose changes it restores; none when no task of the play accounts for them
 * @param leftover the leftover whose changes it restores then
 * @param index the place of the first line about it on the record; -1 when the record has none
 */
record UndoStep(TaskStep step, Optional<TaskStep> restores, Optional<OrphanedChanges.Leftover> leftover, int index) {

    /** Whether the step only warns. */
    boolean onlyWarns() {
        return step.resource() instanceof WarningProbe;
    }
}
