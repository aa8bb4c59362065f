package io.dockplay.engine.coordination;

import io.dockplay.engine.session.HostTarget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Lets only one host at a time change a machine: its own, or one that tasks are delegated to.
 *
 * <p>A host holds the lock for one change, and waits for no other host meanwhile.
 */
public final class MachineLocks {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> changers = new ConcurrentHashMap<>();
    private volatile boolean areShared;

    /** Learns all hosts of the run. */
    void assemble(List<HostTarget> targets) {
        areShared = targets.stream()
                .flatMap(target -> target.assignments().stream())
                .map(HostTarget.Assignment::play)
                .distinct()
                .flatMap(play -> Stream.concat(play.tasks().stream(), play.handlers().stream()))
                .anyMatch(task -> task.keywords().delegateTo().isPresent());
    }

    /** Whether a host may change a machine that is not its own, at any moment when nobody holds the lock. */
    public boolean areShared() {
        return areShared;
    }

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
