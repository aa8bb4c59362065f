package io.dockplay.engine.coordination;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the hosts of one batch in step: a host can wait until no other one is at an earlier place of the play.
 *
 * <p>It counts how many hosts are at each place, so the earliest place is known without asking every host. All hosts that
 * wait for the same place share one future, which is completed when the last host gets there. So an arrival costs O(log H)
 * comparisons, and a host that waits is woken once.
 *
 * <p>No deadlock: a host waits here only for hosts at an earlier place than its own. Among all hosts that take part there
 * is always one at the earliest place, and that one waits for nobody. ({@link OnceTasks} adds waits for hosts at the same
 * place, and says why that is no danger.)
 */
final class LinearBarrier {

    private final Comparator<TaskPath> order;

    /** Where each host is that takes part; a host that has left is not in it. */
    private final Map<String, TaskPath> places = new HashMap<>();

    private final NavigableMap<TaskPath, Integer> hostsByPlace;
    private final NavigableMap<TaskPath, CompletableFuture<Void>> waiting;

    LinearBarrier(Collection<String> hosts) {
        this(hosts, Comparator.naturalOrder());
    }

    /**
     * @param order compares places; a test counts the comparisons
     */
    LinearBarrier(Collection<String> hosts, Comparator<TaskPath> order) {
        this.order = order;
        this.hostsByPlace = new TreeMap<>(order);
        this.waiting = new TreeMap<>(order);
        hosts.forEach(host -> places.put(host, TaskPath.START));
        if (!places.isEmpty()) {
            hostsByPlace.put(TaskPath.START, places.size());
        }
    }

    /** A host has come to a place; one that has left is ignored. */
    synchronized void arrive(String host, TaskPath place) {
        TaskPath before = places.replace(host, place);
        if (before != null) {
            hostsByPlace.merge(place, 1, Integer::sum);
            uncount(before);
        }
    }

    /** A host takes no part any more: nobody waits for it, and it waits for nobody. */
    synchronized void leave(String host) {
        TaskPath before = places.remove(host);
        if (before != null) {
            uncount(before);
        }
    }

    private void uncount(TaskPath place) {
        hostsByPlace.computeIfPresent(place, (same, hosts) -> hosts == 1 ? null : hosts - 1);
        while (!waiting.isEmpty() && noneIsBefore(waiting.firstKey())) {
            waiting.pollFirstEntry().getValue().complete(null);
        }
    }

    private boolean noneIsBefore(TaskPath place) {
        return hostsByPlace.isEmpty() || order.compare(hostsByPlace.firstKey(), place) >= 0;
    }

    synchronized boolean hasLeft(String host) {
        return !places.containsKey(host);
    }

    /** Whether a host will not come to a place any more, because it has left or is further on. */
    synchronized boolean isPast(String host, TaskPath place) {
        TaskPath at = places.get(host);
        return at == null || order.compare(at, place) > 0;
    }

    /** Is completed when no host that takes part is at an earlier place. */
    synchronized CompletableFuture<Void> whenNoneIsBefore(TaskPath place) {
        return noneIsBefore(place)
                ? CompletableFuture.completedFuture(null)
                : waiting.computeIfAbsent(place, any -> new CompletableFuture<>());
    }
}
