package io.dockplay.engine.coordination;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets only one host at a time change a machine: its own, or one that tasks are delegated to.
 *
 * <p>A host holds the lock for one change, and waits for no other host meanwhile.
 */
public final class MachineLocks {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> changers = new ConcurrentHashMap<>();

    /** The lock of a machine, which a host holds while it changes it. */
    public ReentrantLock lock(String machine) {
        return locks.computeIfAbsent(machine, any -> new ReentrantLock(true));
    }

    /** Notes that a host changes a machine. */
    public void changes(String host, String machine) {
        changers.computeIfAbsent(machine, any -> ConcurrentHashMap.newKeySet()).add(host);
    }

    /** Whether another host has changed a machine in this run, so that this host must probe it again. */
    public boolean othersChanged(String host, String machine) {
        return changers.getOrDefault(machine, Set.of()).stream().anyMatch(each -> !each.equals(host));
    }
}
