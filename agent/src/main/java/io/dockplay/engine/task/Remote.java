package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Replies;
import io.dockplay.transport.Unreachable;
import java.util.List;

/** Probes steps and changes what they are about, on whichever host that is. */
interface Remote {

    /**
     * A step, and what its last probe found.
     *
     * @param isStale whether the host was changed after that probe; then it only predicts what another one finds
     */
    record Probed(TaskStep step, ProbeOutput output, boolean isStale) {

        /** A step that was probed after the last change. */
        Probed(TaskStep step, ProbeOutput output) {
            this(step, output, false);
        }

        /** The same after the host was changed. */
        Probed stale() {
            return new Probed(step, output, true);
        }
    }

    /** The machine on which a step is done. */
    Machine machine(TaskStep step) throws Unreachable, BecomeRefused;

    /** Probes steps that one shell can probe together. */
    List<Probed> probe(List<TaskStep> steps) throws Unreachable, BecomeRefused;

    /** Runs another read-only script for a step. */
    ProbeOutput query(TaskStep step, Script script) throws Unreachable, BecomeRefused;

    /**
     * Makes a step's change and probes again, whatever becomes of the connection meanwhile.
     *
     * @param again the step itself, and those after it that are probed again too
     * @param handlerLines the lines by which the host remembers the handlers that the change notifies
     */
    Replies change(Plan plan, List<TaskStep> again, String handlerLines) throws Unreachable, BecomeRefused;
}
