package io.dockplay.engine.coordination;

import io.dockplay.engine.session.DelegateSessions;
import io.dockplay.engine.session.HostTarget;
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
public final class FleetCoordinator {

    // A play is known by its number in the playbook.
    private final Map<Integer, Map<String, List<String>>> batches = new HashMap<>();
    private final Map<Integer, Set<String>> left = new HashMap<>();
    private final Map<Integer, Map<String, TaskPath>> progress = new HashMap<>();
    private final Map<Integer, End> ended = new HashMap<>();
    private final Map<Throttled, Semaphore> throttles = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> held = new ConcurrentHashMap<>();
    private final Map<Path, String> files = new HashMap<>();
    private final OnceTasks onceTasks = new OnceTasks();
    private final Confirmations confirmations = new Confirmations();
    private final MachineLocks machineLocks = new MachineLocks();
    private volatile Forks forks = Forks.UNLIMITED;
    private int waitingForOne;
    private final DelegateSessions delegateSessions = new DelegateSessions();

    /** Where a play ended, and for which batch first. */
    private record End(TaskPath taskPath, List<String> batch) {}

    /** A task that only so many hosts do at a time. */
    private record Throttled(Position task, int hosts) {}

    /** The hosts on which the others' tasks are done. */
    public DelegateSessions delegates() {
        return delegateSessions;
    }

    /** Knows all hosts of the run, and with whom each is in a batch. */
    public synchronized void assemble(List<HostTarget> targets) {
        for (HostTarget target : targets) {
            for (HostTarget.Assignment each : target.assignments()) {
                batches.computeIfAbsent(each.play().number(), any -> batches(each.play(), targets));
            }
        }
    }

    private static Map<String, List<String>> batches(Play play, List<HostTarget> targets) {
        List<String> hosts = targets.stream()
                .filter(target -> target.assignments().stream()
                        .anyMatch(each -> each.play().number() == play.number()))
                .map(HostTarget::name)
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
    public void within(Forks limit) {
        forks = limit;
    }

    /** A host has done with a play. */
    public synchronized void leave(Play play, String host) {
        left.computeIfAbsent(play.number(), any -> new HashSet<>()).add(host);
        onceTasks.leave(host, play.number());
        unthrottle(host);
        notifyAll();
    }

    /** A host has no more part in anything, although it may still have to end what it has in hand. */
    public synchronized void leave(String host) {
        for (Integer play : batches.keySet()) {
            left.computeIfAbsent(play, any -> new HashSet<>()).add(host);
        }
        notifyAll();
    }

    private boolean isGone(Play play, String host) {
        return left.getOrDefault(play.number(), Set.of()).contains(host);
    }

    /** A host has come to a place of a play. */
    public synchronized void arrive(Play play, String host, TaskPath taskPath) {
        TaskPath before = slowest(play, host);
        progress.computeIfAbsent(play.number(), any -> new HashMap<>()).put(host, taskPath);
        // Hundreds may wait for the slowest of them; who is further ahead is none of their business.
        if (waitingForOne > 0 || !before.equals(slowest(play, host))) {
            notifyAll();
        }
    }

    private TaskPath progress(Play play, String host) {
        return progress.getOrDefault(play.number(), Map.of()).getOrDefault(host, TaskPath.START);
    }

    /** Waits until no host of the batch is at an earlier place. */
    public void keepStep(Play play, String host, TaskPath taskPath) {
        await(() -> isGone(play, host) || slowest(play, host).compareTo(taskPath) >= 0);
    }

    /** Waits until all hosts of the batch have gone past a place. */
    public void awaitAll(Play play, String host, TaskPath taskPath) {
        await(() -> slowest(play, host).compareTo(taskPath) > 0);
    }

    private TaskPath slowest(Play play, String host) {
        return batch(play, host).stream()
                .filter(each -> !isGone(play, each))
                .map(each -> progress(play, each))
                .min(Comparator.naturalOrder())
                .orElse(TaskPath.END);
    }

    /**
     * What another host of the batch got of a task that is done once; empty when this host is to do it. Waits for the other
     * one.
     */
    public Optional<Map<String, Object>> once(Play play, String host, SharedTask sharedTask) {
        List<String> batch = batch(play, host);
        synchronized (this) {
            waitingForOne++;
        }
        await(() -> onceTasks.resultFor(host, batch, sharedTask).isPresent() || takes(play, host, batch, sharedTask));
        synchronized (this) {
            waitingForOne--;
            return onceTasks.resultFor(host, batch, sharedTask);
        }
    }

    /** Whether a host takes in hand what is done once: the first one that is still to come to it. */
    private boolean takes(Play play, String host, List<String> batch, SharedTask sharedTask) {
        if (onceTasks.isInOtherHands(host, batch, sharedTask)) {
            return false;
        }
        boolean isFirst = batch.stream()
                .filter(each -> each.equals(host)
                        || (!isGone(play, each) && progress(play, each).compareTo(sharedTask.taskPath()) <= 0))
                .findFirst()
                .map(host::equals)
                .orElse(true);
        if (isFirst) {
            onceTasks.take(host, batch, sharedTask);
        }
        return isFirst;
    }

    /** A host begins to change something for all. */
    public synchronized void begin(Play play, String host, SharedTask sharedTask) {
        onceTasks.begin(host, batch(play, host), sharedTask);
    }

    /** Says what came of a task that is done once. */
    public synchronized void did(Play play, String host, SharedTask sharedTask, Map<String, Object> result) {
        onceTasks.did(host, batch(play, host), sharedTask, result);
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
    public void throttle(String host, Task task, int hosts) {
        Semaphore throttle =
                throttles.computeIfAbsent(new Throttled(task.position(), hosts), any -> new Semaphore(hosts, true));
        throttle.acquireUninterruptibly();
        held.put(host, throttle);
    }

    /** A host has done what only so many do at a time, if it did. */
    public void unthrottle(String host) {
        Optional.ofNullable(held.remove(host)).ifPresent(Semaphore::release);
    }

    /** Which machines they change. */
    public MachineLocks machines() {
        return machineLocks;
    }

    /** Who can be asked. */
    public Confirmations asking() {
        return confirmations;
    }

    /** Whose file on this side it is: the first host's that wants to write it. */
    public synchronized String claim(Path file, String host) {
        return files.computeIfAbsent(file.toAbsolutePath().normalize(), any -> host);
    }

    /** Ends a play for all its hosts. */
    public synchronized void end(Play play, String host, TaskPath taskPath) {
        ended.putIfAbsent(play.number(), new End(taskPath, batch(play, host)));
    }

    /**
     * Whether a play has ended before a host has come to a place. Hosts that go at their own pace end wherever they are, but
     * for the last handlers, and later batches do not begin.
     */
    public synchronized boolean hasEnded(Play play, String host, TaskPath taskPath) {
        End end = ended.get(play.number());
        return end != null
                && taskPath.compareTo(TaskPath.END) < 0
                && (!play.rollout().inStep()
                        || !end.batch().equals(batch(play, host))
                        || end.taskPath().compareTo(taskPath) < 0);
    }
}
