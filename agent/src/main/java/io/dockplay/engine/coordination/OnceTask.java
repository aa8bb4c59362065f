package io.dockplay.engine.coordination;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * A task that one host of a batch does for all of them; who does it, who waits for it, and its result.
 *
 * <p>Hosts are known by their numbers in the batch. {@link OnceTasks} lets one caller in at a time.
 */
final class OnceTask {

    private static final int NOBODY = -1;

    private final TaskPath place;

    /** The hosts that wait: a host's future is completed when the task is its to do. */
    private final NavigableMap<Integer, CompletableFuture<Optional<Map<String, Object>>>> turns = new TreeMap<>();

    private CompletableFuture<Map<String, Object>> result = new CompletableFuture<>();

    /** The first host that may still come to the task; it only grows, since one that goes back finds the task given. */
    private int firstToCome;

    private int doer = NOBODY;
    private boolean begun;

    OnceTask(TaskPath place) {
        this.place = place;
    }

    TaskPath place() {
        return place;
    }

    boolean isDoneBy(int host) {
        return doer == host;
    }

    /** Whether there is no result yet. */
    boolean isOpen() {
        return !result.isDone();
    }

    /** Is completed with the result that another host has, or with nothing when the task is this host's to do. */
    CompletableFuture<Optional<Map<String, Object>>> turn(int host) {
        if (isDoneBy(host)) {
            // It is asked again in a second run with the same hosts; its former result holds until it has another one.
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<Map<String, Object>>> others = result.thenApply(Optional::of);
        if (others.isDone()) {
            return others;
        }
        CompletableFuture<Optional<Map<String, Object>>> own = new CompletableFuture<>();
        turns.put(host, own);
        return others.applyToEither(own, Function.identity());
    }

    /**
     * Gives the task to the first host that waits, unless one before it in the batch may still come to it.
     *
     * @param isPast whether a host will not come to the task any more
     */
    void assign(IntPredicate isPast) {
        if (doer != NOBODY || turns.isEmpty()) {
            return;
        }
        int first = turns.firstKey();
        while (firstToCome < first && isPast.test(firstToCome)) {
            firstToCome++;
        }
        if (firstToCome >= first) {
            doer = first;
            turns.pollFirstEntry().getValue().complete(Optional.empty());
        }
    }

    /** The host that does it begins to change something. */
    void begin(int host) {
        begun |= isDoneBy(host);
    }

    void complete(int host, Map<String, Object> got) {
        doer = host;
        if (result.isDone()) {
            result = CompletableFuture.completedFuture(got);
        }
        result.complete(got);
        turns.clear();
    }

    /**
     * A host has no more to do with the task.
     *
     * @param lost the result of a change that was begun and whose end nobody knows: it must not be made twice
     */
    void abandon(int host, Map<String, Object> lost) {
        turns.remove(host);
        if (isDoneBy(host) && isOpen()) {
            if (begun) {
                complete(host, lost);
            } else {
                doer = NOBODY;
            }
        }
    }
}
