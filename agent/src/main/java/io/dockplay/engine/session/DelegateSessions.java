package io.dockplay.engine.session;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections to hosts that tasks are delegated to. All hosts of a run share one connection to each, and take turns
 * on it: an SSH server refuses many logins at the same time (MaxStartups).
 *
 * <p>A connection is opened when it is first needed, and closed when the last host has ended that may need it.
 */
public final class DelegateSessions {

    private final Map<String, Delegate> known = new HashMap<>();
    private int hosts;

    /** A host begins that may need a connection. */
    synchronized void register() {
        hosts++;
    }

    /** A host has ended; with the last one all connections are closed. */
    synchronized void deregister() {
        hosts--;
        if (hosts == 0) {
            known.values().forEach(Delegate::close);
            known.clear();
        }
    }

    private synchronized Delegate named(String host) {
        return known.computeIfAbsent(host, any -> new Delegate());
    }

    /** How many hosts wait for their turn on a delegate. */
    public int waiting(String host) {
        return named(host).turn.getQueueLength();
    }

    /**
     * Waits for the turn on a host, and does something there.
     *
     * @param others finds the host by its name
     * @throws Unreachable when there is no host of this name, or it does not answer; the hosts that waited for it get
     *     the same
     */
    <T> T on(String host, boolean root, HostTarget.Others others, Delegation.Action<T> action)
            throws Unreachable, BecomeRefused {
        Delegate delegate = named(host);
        int failuresBefore = delegate.failures;
        delegate.turn.lock();
        try {
            if (delegate.reached == null && delegate.failure != null && delegate.failures != failuresBefore) {
                throw new Unreachable(delegate.failure.problem(), delegate.failure);
            }
            return delegate.run(delegate.reach(host, root, others), action);
        } finally {
            delegate.turn.unlock();
        }
    }

    /** One host and the connection to it. All but the failure counter is guarded by the turn. */
    private static final class Delegate {

        private final ReentrantLock turn = new ReentrantLock(true);
        private Delegation.@Nullable Reached reached;
        private @Nullable Unreachable failure;
        private volatile int failures;

        private <T> T run(Delegation.Reached reached, Delegation.Action<T> action) throws Unreachable, BecomeRefused {
            boolean works = false;
            try {
                T answer = action.on(reached);
                works = true;
                return answer;
            } catch (BecomeRefused refused) {
                works = true; // the connection itself still works for other users
                throw refused;
            } finally {
                if (!works) {
                    close(); // the next host connects again
                }
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // written only by the host whose turn it is
        private Delegation.Reached reach(String host, boolean root, HostTarget.Others others)
                throws Unreachable, BecomeRefused {
            if (reached != null) {
                return reached;
            }
            try {
                Delegation.Reached now = connect(host, root, others);
                reached = now;
                return now;
            } catch (Unreachable e) {
                failure = new Unreachable(e.problem().on("delegate_to " + host), e);
                failures++;
                throw failure;
            }
        }

        private static Delegation.Reached connect(String host, boolean root, HostTarget.Others others)
                throws Unreachable, BecomeRefused {
            HostSession session = HostSession.open(target(host, others));
            boolean works = false;
            try {
                Delegation.Reached now = new Delegation.Reached(session, HostSession.machine(session.facts(root)));
                works = true;
                return now;
            } finally {
                if (!works) {
                    session.close();
                }
            }
        }

        private static HostTarget target(String host, HostTarget.Others others) throws Unreachable {
            try {
                Optional<HostTarget> other = others.named(host);
                if (other.isPresent()) {
                    return other.get();
                }
            } catch (InvalidInput wrong) {
                throw new Unreachable(wrong.problems().get(0), wrong);
            }
            throw new Unreachable(Problem.of(
                    Message.of("there is no such host to do a task on"),
                    Message.of("delegate_to names a host of the inventory, or localhost.")));
        }

        private void close() {
            if (reached != null) {
                reached.session().close();
                reached = null;
            }
        }
    }
}
