package io.dockplay.report;

import io.dockplay.engine.event.Event;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures a run's tasks: how long each took on the host where it took longest. */
final class TaskTimes {

    /** The time of one task on one host. */
    record Time(String task, String host, Duration time) {}

    private final AtWork atWork;

    /** The name of a host → its last task, all steps so far together. */
    private final Map<String, Time> last = new HashMap<>();

    /** The name of a task → where it took longest. */
    private final Map<String, Time> longest = new LinkedHashMap<>();

    TaskTimes(InstantSource clock) {
        this.atWork = new AtWork(clock);
    }

    void follow(Event event) {
        Optional<Duration> took = atWork.follow(event);
        String task = event.step().task();
        if (task.isEmpty() || took.isEmpty()) {
            return;
        }
        Time sum = last.merge(
                event.host(),
                new Time(task, event.host(), took.get()),
                (before, step) -> before.task().equals(task)
                        ? new Time(task, step.host(), before.time().plus(step.time()))
                        : step);
        longest.merge(task, sum, (one, other) -> one.time().compareTo(other.time()) >= 0 ? one : other);
    }

    /** The tasks, the one that took longest first. */
    List<Time> slowest() {
        List<Time> times = new ArrayList<>(longest.values());
        times.sort(Comparator.comparing(Time::time).reversed());
        return times;
    }
}
