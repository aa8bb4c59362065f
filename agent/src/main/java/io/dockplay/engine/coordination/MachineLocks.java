package io.dockplay.engine.coordination;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The machines that hosts change, their own and those on which they have tasks done: one of them at a time. */
public final class MachineLocks {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> changers = new ConcurrentHashMap<>();

    /** Who changes a machine holds this. */
    public ReentrantLock lock(String machine) {
        return locks.computeIfAbsent(machine, any -> new ReentrantLock(true));
    }

    /** A host begins to change a machine. */
    public void changes(String host, String machine) {
        changers.computeIfAbsent(machine, any -> ConcurrentHashMap.newKeySet()).add(host);
    }

    /** Whether what a host saw of a machine may be so no more, since another one has changed it in this run. */
    public boolean othersChanged(String host, String machine) {
        return changers.getOrDefault(machine, Set.of()).stream().anyMatch(each -> !each.equals(host));
    }
}
