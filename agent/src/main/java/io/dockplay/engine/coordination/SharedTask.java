package io.dockplay.engine.coordination;

import io.dockplay.playbook.Task;
import io.dockplay.problem.Position;
import java.util.Map;

/**
 * Identifies a task on all hosts.
 *
 * <p>Each host reads an included file for itself, so the same task is another {@link Task} on each. A file that is
 * imported twice has each of its tasks twice.
 *
 * @param play the number of its play; -1 without one
 * @param taskPath its place in the play
 * @param position where it is written
 * @param params the variables that the role or include gave to it
 */
public record SharedTask(int play, TaskPath taskPath, Position position, Map<String, Object> params) {

    /** Identifies a task at its place in a play. */
    public static SharedTask of(int play, TaskPath taskPath, Task task) {
        return new SharedTask(play, taskPath, task.position(), task.params());
    }
}
