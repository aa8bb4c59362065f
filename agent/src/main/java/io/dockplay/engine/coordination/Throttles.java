package io.dockplay.engine.coordination;

import io.dockplay.problem.Position;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets only so many hosts do a task at a time ({@code throttle}).
 *
 * <p>A host asks here last, right before it changes something. So a host that others wait for here never waits itself for
 * another host's progress.
 */
final class Throttles {

    private final Map<Throttled, Semaphore> permits = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> held = new ConcurrentHashMap<>();

    /** A task that only so many hosts do at a time. */
    private record Throttled(Position task, int hosts) {}

    /** Waits until a host may do the task. */
    void acquire(String host, Position task, int hosts) {
        Semaphore permit = permits.computeIfAbsent(new Throttled(task, hosts), any -> new Semaphore(hosts, true));
        permit.acquireUninterruptibly();
        held.put(host, permit);
    }

    /** A host has done the task that it was let through for, if there is one. */
    void release(String host) {
        Optional.ofNullable(held.remove(host)).ifPresent(Semaphore::release);
    }
}
