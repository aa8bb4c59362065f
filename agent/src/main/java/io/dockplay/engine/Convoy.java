package io.dockplay.engine;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the hosts of one run have to do with one another: who does a task once for all, at how many a task is done at a
 * time, who waits for whom, and which plays have ended for all.
 *
 * <p>Without anything assembled a host is alone, and waits for nobody.
 */
public final class Convoy {

    // A play is known by its number in the playbook.
    private final Map<Integer, List<List<String>>> batches = new HashMap<>();
    private final Map<Integer, Set<String>> left = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> progress = new HashMap<>();
    private final Map<Once, Map<String, Object>> results = new HashMap<>();
    private final Map<Object, Semaphore> throttles = new HashMap<>();
    private final Map<Path, String> files = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();

    private final Set<String> asked = new HashSet<>();
    private final Map<Object, Boolean> agreed = new HashMap<>();
    private UnaryOperator<String> asking = prompt -> "";
    private boolean stepwise;

    /** A task that one host of a batch does for all. */
    private record Once(List<String> batch, int play, Object task) {}

    /** Knows all hosts of the run, and with whom each is in a batch. */
    synchronized void assemble(List<Target> targets) {
        for (Target target : targets) {
            for (Target.Assignment each : target.assignments()) {
                batches.computeIfAbsent(each.play().number(), any -> batches(each.play(), targets));
            }
        }
    }

    private static List<List<String>> batches(Play play, List<Target> targets) {
        List<String> hosts = targets.stream()
                .filter(target -> target.assignments().stream()
                        .anyMatch(each -> each.play().number() == play.number()))
                .map(Target::name)
                .toList();
        return play.rollout().batches(play.rollout().order().of(hosts, name -> name));
    }

    private List<String> batch(Play play, String host) {
        return batches.getOrDefault(play.number(), List.of()).stream()
                .filter(batch -> batch.contains(host))
                .findFirst()
                .orElse(List.of(host));
    }

    /** A host has no more part in a play. */
    synchronized void leave(Play play, String host) {
        left.computeIfAbsent(play.number(), any -> new HashSet<>()).add(host);
        notifyAll();
    }

    /** A host has no more part in anything. */
    synchronized void leave(String host) {
        for (Integer play : batches.keySet()) {
            left.computeIfAbsent(play, any -> new HashSet<>()).add(host);
        }
        notifyAll();
    }

    /**
     * What another host of the batch got of a task that is done once; empty when this host is to do it.
     *
     * @param waits whether it waits for the other one; else nothing is known of what that gets
     */
    synchronized Optional<Map<String, Object>> once(Play play, String host, Task task, boolean waits) {
        Once once = new Once(batch(play, host), play.number(), key(task));
        if (!waits) {
            return isFirst(play, host, once.batch()) ? Optional.empty() : Optional.of(Map.of());
        }
        while (!results.containsKey(once) && !isFirst(play, host, once.batch())) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        return Optional.ofNullable(results.get(once));
    }

    private boolean isFirst(Play play, String host, List<String> batch) {
        Set<String> gone = left.getOrDefault(play.number(), Set.of());
        return batch.stream()
                .filter(each -> !gone.contains(each))
                .findFirst()
                .map(host::equals)
                .orElse(true);
    }

    /** Says what came of a task that is done once. */
    synchronized void did(Play play, String host, Task task, Map<String, Object> result) {
        results.put(new Once(batch(play, host), play.number(), key(task)), result);
        notifyAll();
    }

    /** A task of an included file is read anew on each host, and is the same there by its place and what it was given. */
    private static Object key(Task task) {
        return List.of(task.position(), task.params());
    }

    /** Lets as many hosts as a task allows do it at a time. */
    synchronized Semaphore throttle(Task task, int hosts) {
        return throttles.computeIfAbsent(task.position(), any -> new Semaphore(hosts));
    }

    /** Waits until no host of the batch is at an earlier task. */
    synchronized void keepStep(Play play, String host, int number) {
        Map<String, Integer> all = progress.computeIfAbsent(play.number(), any -> new HashMap<>());
        all.put(host, number);
        notifyAll();
        while (slowest(play, host) < number) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private int slowest(Play play, String host) {
        Set<String> gone = left.getOrDefault(play.number(), Set.of());
        Map<String, Integer> all = progress.getOrDefault(play.number(), Map.of());
        return batch(play, host).stream()
                .filter(each -> !gone.contains(each))
                .map(each -> all.getOrDefault(each, -1))
                .min(Comparator.naturalOrder())
                .orElse(Integer.MAX_VALUE);
    }

    /**
     * How someone is asked.
     *
     * @param stepByStep whether before each task that changes something
     */
    public void asksBy(UnaryOperator<String> ask, boolean stepByStep) {
        asking = ask;
        stepwise = stepByStep;
    }

    /** Whether someone who goes step by step wants a task's changes; asked once for all hosts. */
    synchronized boolean agreesTo(Task task, Supplier<String> question) {
        return !stepwise || agreed.computeIfAbsent(key(task), any -> agrees(question.get()));
    }

    private boolean agrees(String question) {
        while (true) {
            switch (asking.apply(question).strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return true;
                }
                case "c", "continue" -> {
                    stepwise = false;
                    return true;
                }
                case "n", "no", "" -> {
                    return false;
                }
                default -> {} // is asked again
            }
        }
    }

    /** Asks someone to let the run go on; only once for all hosts, which wait for it together. */
    synchronized void ask(String prompt) {
        if (asked.add(prompt)) {
            var unused = asking.apply(prompt); // going on is all that can be said
        }
    }

    /** Whose file on this side it is: the first host's that wants to write it. */
    synchronized String claim(Path file, String host) {
        return files.computeIfAbsent(file.toAbsolutePath().normalize(), any -> host);
    }

    /** Ends a play for all its hosts. */
    synchronized void end(Play play) {
        ended.add(play.number());
    }

    synchronized boolean hasEnded(Play play) {
        return ended.contains(play.number());
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for another host", cause);
    }
}
