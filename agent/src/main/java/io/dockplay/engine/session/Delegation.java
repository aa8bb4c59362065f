package io.dockplay.engine.session;

import io.dockplay.resource.Machine;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;

/** The hosts to which one host delegates tasks. */
public final class Delegation implements AutoCloseable {

    /** A host that is connected, and whose facts are known. */
    public record Reached(HostSession session, Machine machine) {}

    /** What is done on a host that tasks are delegated to. */
    public interface Action<T> {

        T on(Reached reached) throws Unreachable, BecomeRefused;
    }

    private final HostTarget target;
    private final DelegateSessions delegateSessions;

    /**
     * @param target the host whose tasks are delegated
     * @param delegateSessions the connections that all hosts of the run share
     */
    public Delegation(HostTarget target, DelegateSessions delegateSessions) {
        this.target = target;
        this.delegateSessions = delegateSessions;
        delegateSessions.register();
    }

    /**
     * Does something on another host, as soon as no other host of the run uses it.
     *
     * @throws Unreachable when the inventory has no host of this name, or the host does not answer
     */
    public <T> T on(String host, boolean root, Action<T> action) throws Unreachable, BecomeRefused {
        return delegateSessions.on(host, root, target.others(), action);
    }

    @Override
    public void close() {
        delegateSessions.deregister();
    }
}
