package io.dockplay.engine.session;

import io.dockplay.resource.Machine;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;

/** The other hosts on which a host's tasks are done. */
public final class Delegation implements AutoCloseable {

    /** A host that has answered. */
    public record Reached(HostSession session, Machine machine) {}

    /** What is done on a host that has answered. */
    public interface Talk<T> {

        T with(Reached reached) throws Unreachable, BecomeRefused;
    }

    private final HostTarget target;
    private final DelegateSessions delegateSessions;

    /**
     * @param delegateSessions those of all hosts of the run
     */
    public Delegation(HostTarget target, DelegateSessions delegateSessions) {
        this.target = target;
        this.delegateSessions = delegateSessions;
        delegateSessions.enter();
    }

    /**
     * Does something on another host, when none of the other hosts is at it.
     *
     * @throws Unreachable when the inventory has none of the name, or it does not answer
     */
    public <T> T on(String host, boolean root, Talk<T> talk) throws Unreachable, BecomeRefused {
        return delegateSessions.on(host, root, target.others(), talk);
    }

    @Override
    public void close() {
        delegateSessions.leave();
    }
}
