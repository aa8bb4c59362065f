package io.dockplay.engine.coordination;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The tasks that one host of a batch does for all of them ({@code run_once}).
 *
 * <p>The first host of the batch that comes to a task does it: a host that is there earlier waits as long as one before it
 * in the batch may still come. The others wait for its result. When it leaves the play or goes on without a result, the
 * next host takes over, unless a change has been begun: nobody knows how far that came, so it has failed for all.
 *
 * <p>No deadlock: a host that waits here at a place waits for hosts at earlier places, for hosts at the same place that
 * stand before it in the batch, or for the host that does the task, which is at that place too and does not wait here. So
 * when hosts are ordered by their places, at one place first those that do a task and then the others by their numbers in
 * the batch, each waits only for hosts before it, here and in {@link LinearBarrier}. The first one waits for nobody.
 */
final class OnceTasks {

    private final List<String> hosts;
    private final LinearBarrier barrier;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<SharedTask, OnceTask> tasks = new HashMap<>();

    /** Those without a result, which are few: only they have to do with hosts that move or leave. */
    private final Set<OnceTask> open = new LinkedHashSet<>();

    /**
     * @param hosts the batch, in its order
     * @param barrier knows where they are
     */
    OnceTasks(List<String> hosts, LinearBarrier barrier) {
        this.hosts = List.copyOf(hosts);
        this.barrier = barrier;
        for (int i = 0; i < hosts.size(); i++) {
            numbers.put(hosts.get(i), i);
        }
    }

    /** Is completed with the result that another host has, or with nothing when the task is this host's to do. */
    synchronized CompletableFuture<Optional<Map<String, Object>>> turn(String host, SharedTask sharedTask) {
        OnceTask task = task(sharedTask);
        CompletableFuture<Optional<Map<String, Object>>> turn = task.turn(number(host));
        assign(task);
        return turn;
    }

    private OnceTask task(SharedTask sharedTask) {
        return tasks.computeIfAbsent(sharedTask, any -> {
            OnceTask task = new OnceTask(sharedTask.taskPath());
            open.add(task);
            return task;
        });
    }

    private int number(String host) {
        return numbers.getOrDefault(host, hosts.size());
    }

    private void assign(OnceTask task) {
        task.assign(number -> barrier.isPast(hosts.get(number), task.place()));
    }

    /** The host that does a task begins to change something. */
    synchronized void begin(String host, SharedTask sharedTask) {
        OnceTask task = tasks.get(sharedTask);
        if (task != null) {
            task.begin(number(host));
        }
    }

    /** A host has the result of a task. */
    synchronized void complete(String host, SharedTask sharedTask, Map<String, Object> result) {
        OnceTask task = task(sharedTask);
        task.complete(number(host), result);
        open.remove(task);
    }

    /** A host has come to a place, which the barrier knows already. */
    synchronized void arrived(String host, TaskPath place) {
        forEachOpen(task -> {
            if (task.isDoneBy(number(host)) && task.place().compareTo(place) < 0) {
                task.abandon(number(host), lost(host));
            }
        });
    }

    /** A host that has failed will come to no other task, which the barrier knows already; it keeps the one that it does. */
    synchronized void failed() {
        forEachOpen(task -> {});
    }

    /** A host has left the play for good. */
    synchronized void abandon(String host) {
        forEachOpen(task -> task.abandon(number(host), lost(host)));
    }

    private void forEachOpen(Consumer<OnceTask> change) {
        for (Iterator<OnceTask> each = open.iterator(); each.hasNext(); ) {
            OnceTask task = each.next();
            change.accept(task);
            if (task.isOpen()) {
                assign(task);
            } else {
                each.remove();
            }
        }
    }

    private static Map<String, Object> lost(String host) {
        return Map.of(
                "changed",
                false,
                "failed",
                true,
                "skipped",
                false,
                "msg",
                host + ", which did it for all, was lost before it had a result");
    }
}
