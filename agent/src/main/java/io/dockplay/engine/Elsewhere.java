package io.dockplay.engine;

import io.dockplay.resource.Machine;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;

/** The other hosts on which a host's tasks are done. */
final class Elsewhere implements AutoCloseable {

    /** A host that has answered. */
    record Reached(Shells shells, Machine machine) {}

    /** What is done on a host that has answered. */
    interface Talk<T> {

        T with(Reached reached) throws Unreachable, BecomeRefused;
    }

    private final Target target;
    private final Delegates delegates;

    /**
     * @param delegates those of all hosts of the run
     */
    Elsewhere(Target target, Delegates delegates) {
        this.target = target;
        this.delegates = delegates;
        delegates.enter();
    }

    /**
     * Does something on another host, when none of the other hosts is at it.
     *
     * @throws Unreachable when the inventory has none of the name, or it does not answer
     */
    <T> T on(String host, boolean root, Talk<T> talk) throws Unreachable, BecomeRefused {
        return delegates.on(host, root, target.others(), talk);
    }

    @Override
    public void close() {
        delegates.leave();
    }
}
