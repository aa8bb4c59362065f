package io.dockplay.report;

import io.dockplay.engine.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows, from a run's events, what is at work on each host and since when. */
final class AtWork {

    /**
     * What one host does.
     *
     * @param step the step; {@link Event.Step#HOST} between two steps
     * @param since when it began
     */
    private record Doing(Event.Step step, Instant since) {}

    /**
     * One step that is at work on some hosts.
     *
     * @param since when the first of them began
     */
    record Task(Event.Step step, List<String> hosts, Instant since) {}

    private final InstantSource clock;

    /** The name of a host → what it does, in the order in which the hosts were reached. */
    private final Map<String, Doing> doing = new LinkedHashMap<>();

    /** The name of a host → the time of each step that was at work there and has no result yet. */
    private final Map<String, Map<Event.Step, Duration>> spent = new HashMap<>();

    AtWork(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Follows an event; returns how long the step was at work that it ends, where it ends one. Many steps are probed together, and
     * their results come after it.
     */
    Optional<Duration> follow(Event event) {
        String host = event.host();
        if (event instanceof Event.Finished
                || event instanceof Event.Unreachable
                || event instanceof Event.Unsupported
                || event instanceof Event.Stopped) {
            doing.remove(host);
            spent.remove(host);
            return Optional.empty();
        }
        Instant now = clock.instant();
        Doing before = doing.computeIfAbsent(host, any -> new Doing(Event.Step.HOST, now));
        Map<Event.Step, Duration> times = spent.computeIfAbsent(host, any -> new HashMap<>());
        Duration since = Duration.between(before.since(), now);
        if (ends(event)) {
            // What was done here and not there belongs to the step that it came to.
            times.merge(before.step().equals(Event.Step.HOST) ? event.step() : before.step(), since, Duration::plus);
            doing.put(host, new Doing(Event.Step.HOST, now));
            return Optional.ofNullable(times.remove(event.step())).or(() -> Optional.of(Duration.ZERO));
        }
        if (!event.step().module().isEmpty() && !event.step().equals(before.step())) {
            if (!before.step().equals(Event.Step.HOST)) {
                times.merge(before.step(), since, Duration::plus);
            }
            doing.put(host, new Doing(event.step(), now));
        }
        return Optional.empty();
    }

    private static boolean ends(Event event) {
        return event instanceof Event.Ok
                || event instanceof Event.Changed
                || event instanceof Event.Planned
                || event instanceof Event.Looked
                || event instanceof Event.Skipped
                || event instanceof Event.Kept
                || event instanceof Event.Said
                || event instanceof Event.Failed;
    }

    /** The steps that are at work, the one that has been so for the longest first. */
    List<Task> tasks() {
        Map<Event.Step, Task> tasks = new LinkedHashMap<>();
        doing.entrySet().stream()
                .filter(host -> !host.getValue().step().equals(Event.Step.HOST))
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Doing::since)))
                .forEach(host -> tasks.computeIfAbsent(
                                host.getValue().step(),
                                step -> new Task(
                                        step, new ArrayList<>(), host.getValue().since()))
                        .hosts()
                        .add(host.getKey()));
        return List.copyOf(tasks.values());
    }
}
