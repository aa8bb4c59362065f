package io.dockplay.engine.coordination;

import io.dockplay.playbook.Task;
import io.dockplay.problem.Position;
import java.util.Map;

/**
 * What is one and the same task for all hosts, although each has read it for itself where it is of an included file. A file
 * that is imported twice holds each of its tasks twice.
 *
 * @param play the number of its play; -1 without one
 * @param taskPath where it stands in the play
 * @param position where it is written
 * @param params what whoever includes it gave
 */
public record SharedTask(int play, TaskPath taskPath, Position position, Map<String, Object> params) {

    public static SharedTask of(int play, TaskPath taskPath, Task task) {
        return new SharedTask(play, taskPath, task.position(), task.params());
    }
}
