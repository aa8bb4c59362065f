package io.dockplay.engine;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.problem.Position;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * What the hosts of one run have to do with one another: who does a task once for all, at how many a task is done at a
 * time, who waits for whom, and which plays have ended for all.
 *
 * <p>A host waits only for hosts that are at an earlier place, or at the same one and before it in its batch; so there is
 * always one that waits for nobody. While it waits another host may work in its stead. Without anything assembled a host
 * is alone, and waits for nobody.
 *
 * <p>One run has one of it; the look that a saved plan is compared with is a run of its own.
 */
public final class Convoy {

    // A play is known by its number in the playbook.
    private final Map<Integer, Map<String, List<String>>> batches = new HashMap<>();
    private final Map<Integer, Set<String>> left = new HashMap<>();
    private final Map<Integer, Map<String, Place>> progress = new HashMap<>();
    private final Map<Integer, End> ended = new HashMap<>();
    private final Map<Throttled, Semaphore> throttles = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> held = new ConcurrentHashMap<>();
    private final Map<Path, String> files = new HashMap<>();
    private final Once once = new Once();
    private final Asking asking = new Asking();
    private final Machines machines = new Machines();
    private volatile Forks forks = Forks.UNLIMITED;
    private int waitingForOne;
    private final Delegates delegates = new Delegates();

    /** Where a play ended, and for which batch first. */
    private record End(Place place, List<String> batch) {}

    /** A task that only so many hosts do at a time. */
    private record Throttled(Position task, int hosts) {}

    /** The hosts on which the others' tasks are done. */
    Delegates delegates() {
        return delegates;
    }

    /** Knows all hosts of the run, and with whom each is in a batch. */
    synchronized void assemble(List<Target> targets) {
        for (Target target : targets) {
            for (Target.Assignment each : target.assignments()) {
                batches.computeIfAbsent(each.play().number(), any -> batches(each.play(), targets));
            }
        }
    }

    private static Map<String, List<String>> batches(Play play, List<Target> targets) {
        List<String> hosts = targets.stream()
                .filter(target -> target.assignments().stream()
                        .anyMatch(each -> each.play().number() == play.number()))
                .map(Target::name)
                .toList();
        Map<String, List<String>> batches = new HashMap<>();
        play.rollout()
                .batches(play.rollout().order().of(hosts, name -> name))
                .forEach(batch -> batch.forEach(host -> batches.put(host, batch)));
        return batches;
    }

    private List<String> batch(Play play, String host) {
        return batches.getOrDefault(play.number(), Map.of()).getOrDefault(host, List.of(host));
    }

    /** How many hosts work at a time from now on. */
    void within(Forks limit) {
        forks = limit;
    }

    /** A host has done with a play. */
    synchronized void leave(Play play, String host) {
        left.computeIfAbsent(play.number(), any -> new HashSet<>()).add(host);
        once.leave(host, play.number());
        unthrottle(host);
        notifyAll();
    }

    /** A host has no more part in anything, although it may still have to end what it has in hand. */
    synchronized void leave(String host) {
        for (Integer play : batches.keySet()) {
            left.computeIfAbsent(play, any -> new HashSet<>()).add(host);
        }
        notifyAll();
    }

    private boolean isGone(Play play, String host) {
        return left.getOrDefault(play.number(), Set.of()).contains(host);
    }

    /** A host has come to a place of a play. */
    synchronized void arrive(Play play, String host, Place place) {
        Place before = slowest(play, host);
        progress.computeIfAbsent(play.number(), any -> new HashMap<>()).put(host, place);
        // Hundreds may wait for the slowest of them; who is further ahead is none of their business.
        if (waitingForOne > 0 || !before.equals(slowest(play, host))) {
            notifyAll();
        }
    }

    private Place progress(Play play, String host) {
        return progress.getOrDefault(play.number(), Map.of()).getOrDefault(host, Place.START);
    }

    /** Waits until no host of the batch is at an earlier place. */
    void keepStep(Play play, String host, Place place) {
        await(() -> isGone(play, host) || slowest(play, host).compareTo(place) >= 0);
    }

    /** Waits until all hosts of the batch have gone past a place. */
    void awaitAll(Play play, String host, Place place) {
        await(() -> slowest(play, host).compareTo(place) > 0);
    }

    private Place slowest(Play play, String host) {
        return batch(play, host).stream()
                .filter(each -> !isGone(play, each))
                .map(each -> progress(play, each))
                .min(Comparator.naturalOrder())
                .orElse(Place.END);
    }

    /**
     * What another host of the batch got of a task that is done once; empty when this host is to do it. Waits for the other
     * one.
     */
    Optional<Map<String, Object>> once(Play play, String host, Deed deed) {
        List<String> batch = batch(play, host);
        synchronized (this) {
            waitingForOne++;
        }
        await(() -> once.resultFor(host, batch, deed).isPresent() || takes(play, host, batch, deed));
        synchronized (this) {
            waitingForOne--;
            return once.resultFor(host, batch, deed);
        }
    }

    /** Whether a host takes in hand what is done once: the first one that is still to come to it. */
    private boolean takes(Play play, String host, List<String> batch, Deed deed) {
        if (once.isInOtherHands(host, batch, deed)) {
            return false;
        }
        boolean isFirst = batch.stream()
                .filter(each -> each.equals(host)
                        || (!isGone(play, each) && progress(play, each).compareTo(deed.place()) <= 0))
                .findFirst()
                .map(host::equals)
                .orElse(true);
        if (isFirst) {
            once.take(host, batch, deed);
        }
        return isFirst;
    }

    /** A host begins to change something for all. */
    synchronized void begin(Play play, String host, Deed deed) {
        once.begin(host, batch(play, host), deed);
    }

    /** Says what came of a task that is done once. */
    synchronized void did(Play play, String host, Deed deed, Map<String, Object> result) {
        once.did(host, batch(play, host), deed, result);
        notifyAll();
    }

    /** Waits until something is so; meanwhile another host may work. */
    private void await(BooleanSupplier isSo) {
        synchronized (this) {
            if (isSo.getAsBoolean()) {
                return;
            }
        }
        forks.whileWaiting(() -> {
            synchronized (this) {
                try {
                    while (!isSo.getAsBoolean()) {
                        wait();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for another host", e);
                }
            }
        });
    }

    /** Lets as many hosts as a task allows do it at a time: waits until a host may. */
    void throttle(String host, Task task, int hosts) {
        Semaphore throttle =
                throttles.computeIfAbsent(new Throttled(task.position(), hosts), any -> new Semaphore(hosts, true));
        throttle.acquireUninterruptibly();
        held.put(host, throttle);
    }

    /** A host has done what only so many do at a time, if it did. */
    void unthrottle(String host) {
        Optional.ofNullable(held.remove(host)).ifPresent(Semaphore::release);
    }

    /** Which machines they change. */
    Machines machines() {
        return machines;
    }

    /** Who can be asked. */
    Asking asking() {
        return asking;
    }

    /** Whose file on this side it is: the first host's that wants to write it. */
    synchronized String claim(Path file, String host) {
        return files.computeIfAbsent(file.toAbsolutePath().normalize(), any -> host);
    }

    /** Ends a play for all its hosts. */
    synchronized void end(Play play, String host, Place place) {
        ended.putIfAbsent(play.number(), new End(place, batch(play, host)));
    }

    /**
     * Whether a play has ended before a host has come to a place. Hosts that go at their own pace end wherever they are, but
     * for the last handlers, and later batches do not begin.
     */
    synchronized boolean hasEnded(Play play, String host, Place place) {
        End end = ended.get(play.number());
        return end != null
                && place.compareTo(Place.END) < 0
                && (!play.rollout().inStep()
                        || !end.batch().equals(batch(play, host))
                        || end.place().compareTo(place) < 0);
    }
}
