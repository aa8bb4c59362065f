package io.dockplay.engine;

import io.dockplay.playbook.Task;
import io.dockplay.problem.Position;
import java.util.Map;

/**
 * What is one and the same task for all hosts, although each has read it for itself where it is of an included file. A file
 * that is imported twice holds each of its tasks twice.
 *
 * @param play the number of its play; -1 without one
 * @param place where it stands in the play
 * @param position where it is written
 * @param params what whoever includes it gave
 */
record Deed(int play, Place place, Position position, Map<String, Object> params) {

    static Deed of(int play, Place place, Task task) {
        return new Deed(play, place, task.position(), task.params());
    }
}
