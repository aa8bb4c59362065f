package io.dockplay.engine.session;

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
 * The hosts on which tasks of a run's other hosts are done: one connection to each for all of them, who take turns, because
 * an SSH server lets in only a few at a time that have not logged in yet (MaxStartups).
 *
 * <p>Each is connected to when it is first needed, and closed when the last host is done that may need it.
 */
public final class DelegateSessions {

    private final Map<String, Delegate> known = new HashMap<>();
    private int hosts;

    /** A host begins that may need one. */
    synchronized void enter() {
        hosts++;
    }

    /** A host is done. */
    synchronized void leave() {
        hosts--;
        if (hosts == 0) {
            known.values().forEach(Delegate::close);
            known.clear();
        }
    }

    private synchronized Delegate named(String host) {
        return known.computeIfAbsent(host, any -> new Delegate());
    }

    /** How many wait for their turn on a host. */
    public int waiting(String host) {
        return named(host).turn.getQueueLength();
    }

    /**
     * Does something on a host when it is one's turn.
     *
     * @param others knows the host
     * @throws Unreachable when there is none of the name, or it does not answer; all who waited for it are told so
     */
    <T> T on(String host, boolean root, HostTarget.Others others, Delegation.Talk<T> talk)
            throws Unreachable, BecomeRefused {
        Delegate delegate = named(host);
        int failuresBefore = delegate.failures;
        delegate.turn.lock();
        try {
            if (delegate.reached == null && delegate.failure != null && delegate.failures != failuresBefore) {
                throw new Unreachable(delegate.failure.problem(), delegate.failure);
            }
            return delegate.talk(delegate.reach(host, root, others), talk);
        } finally {
            delegate.turn.unlock();
        }
    }

    /** One of them; all but the counter belongs to whose turn it is. */
    private static final class Delegate {

        private final ReentrantLock turn = new ReentrantLock(true);
        private Delegation.@Nullable Reached reached;
        private @Nullable Unreachable failure;
        private volatile int failures;

        private <T> T talk(Delegation.Reached reached, Delegation.Talk<T> talk) throws Unreachable, BecomeRefused {
            boolean isSound = false;
            try {
                T said = talk.with(reached);
                isSound = true;
                return said;
            } catch (BecomeRefused refused) {
                isSound = true; // another user of the same connection is not concerned
                throw refused;
            } finally {
                if (!isSound) {
                    close(); // who comes next connects anew
                }
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // only whose turn it is writes it
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
                failure = new Unreachable(
                        Problem.of(
                                "delegate_to " + host + ": " + e.problem().what(),
                                e.problem().advice()),
                        e);
                failures++;
                throw failure;
            }
        }

        private static Delegation.Reached connect(String host, boolean root, HostTarget.Others others)
                throws Unreachable, BecomeRefused {
            HostSession session = HostSession.open(target(host, others));
            boolean isSound = false;
            try {
                Delegation.Reached now = new Delegation.Reached(session, HostSession.machine(session.facts(root)));
                isSound = true;
                return now;
            } finally {
                if (!isSound) {
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
                    "there is no such host to do a task on",
                    "delegate_to names a host of the inventory, or localhost."));
        }

        private void close() {
            if (reached != null) {
                reached.session().close();
                reached = null;
            }
        }
    }
}
