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
import java.util.Optional;

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
     * A change, and what is probed after it.
     *
     * @param next the steps that are probed after it together with its own, each with what its last probe found
     * @param handlerLines the lines by which the host remembers the handlers that the change notifies
     */
    record Change(TaskStep step, Plan plan, List<Probed> next, String handlerLines) {

        public Change {
            next = List.copyOf(next);
        }
    }

    /**
     * Makes a change and probes again, whatever becomes of the connection meanwhile.
     *
     * @param ahead changes that are sent together with it; each is made only if all is found as it is expected then.
     *     {@link #sentAhead} tells in their turn what has become of them
     */
    Replies change(Change change, List<Change> ahead) throws Unreachable, BecomeRefused;

    /** What has become of a step's change that was sent ahead; none where it was not, or the host has passed it over. */
    Optional<Replies> sentAhead(TaskStep step, Plan plan) throws Unreachable, BecomeRefused;

    /** Hears what has become of all that was sent ahead. */
    void settle() throws Unreachable, BecomeRefused;
}
