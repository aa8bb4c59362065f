package io.dockplay.engine.task;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.playbook.Task;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Script;
import io.dockplay.transport.Live;
import io.dockplay.transport.Unreachable;

/** Hears what happens on the wire while it happens; all else is reported from a {@link StepResult}. */
interface Progress {

    /** The host makes a probe. */
    void probing(TaskStep step, Script probe);

    /** A change is about to be made. */
    void changing(Task task, Event.Step title, Plan plan);

    /** The connection was lost during a step's change, and is made again. */
    void reconnecting(TaskStep step, Unreachable lost);

    /** A step's change was sent ahead and made, although the host then did not come to that step in its turn. */
    void madeAhead(TaskStep step);

    /** Hears what a step's change writes. */
    Live output(TaskStep step);
}
