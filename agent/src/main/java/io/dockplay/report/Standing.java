package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.HostStatus;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How a run stands: how many hosts are done, and what is at work on the others and since when. */
final class Standing {

    /** How many tasks are shown at a time. */
    private static final int TASKS = 5;

    /** More hosts are not folded four times a second. */
    private static final int FOLDED = 200;

    /** Folded names may take this much of the width; more hosts are only counted. */
    private static final int PART_OF_WIDTH = 3;

    private final List<String> hosts;
    private final Map<String, Integer> order = new HashMap<>();
    private final InstantSource clock;
    private final Instant start;
    private final AtWork atWork;
    private final boolean withOutput;
    private final Map<String, HostStats> stats = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> silent;
    private final Map<HostStatus, Set<String>> bad = new HashMap<>();

    /** The name of a host at work → the last line that it wrote. */
    private final Map<String, String> lastLines = new HashMap<>();

    /**
     * Makes one of a run that begins now.
     *
     * @param withOutput whether the last line that a running change wrote is shown
     */
    Standing(List<String> hosts, InstantSource clock, boolean withOutput) {
        this.hosts = hosts;
        this.clock = clock;
        this.start = clock.instant();
        this.atWork = new AtWork(clock);
        this.withOutput = withOutput;
        this.silent = new LinkedHashSet<>(hosts);
        for (String host : hosts) {
            order.put(host, order.size());
        }
    }

    void follow(Event event) {
        String host = event.host();
        atWork.follow(event);
        silent.remove(host);
        done.remove(host);
        HostStats now = stats.merge(host, HostStats.NOTHING.plus(event), (before, one) -> before.plus(event));
        if (now.status().isBad()) {
            bad.values().forEach(each -> each.remove(host));
            bad.computeIfAbsent(now.status(), any -> new HashSet<>()).add(host);
        }
        if (event instanceof Event.Finished) {
            done.add(host);
        }
        if (withOutput && event instanceof Event.Output output) {
            output.text()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((one, other) -> other)
                    .ifPresent(line -> lastLines.put(host, Harmless.line(line.strip())));
        } else if (!(event instanceof Event.Probed)) {
            lastLines.remove(host);
        }
    }

    /** What has come of a host so far. */
    HostStats of(String host) {
        return stats.getOrDefault(host, HostStats.NOTHING);
    }

    /** How long the run has taken. */
    String elapsed() {
        return Stopwatch.time(Duration.between(start, clock.instant()));
    }

    /** The hosts in the order of the inventory, folded; only their number where that is too long. */
    String names(Collection<String> of, int width) {
        String many = Message.of("%d hosts", of.size()).text();
        if (of.size() > FOLDED) {
            return many;
        }
        List<String> sorted = new ArrayList<>(of);
        sorted.sort(Comparator.comparing(host -> order.getOrDefault(host, Integer.MAX_VALUE)));
        String folded = Harmless.line(HostSet.fold(sorted));
        return Columns.of(folded) <= width / PART_OF_WIDTH || of.size() == 1
                ? Columns.cut(folded, width / PART_OF_WIDTH)
                : many;
    }

    /** The lines: the counts, and what is at work, the oldest first. */
    List<String> lines(int width) {
        List<String> lines = new ArrayList<>();
        lines.add(Columns.cut(elapsed() + "  " + counts(), width));
        List<AtWork.Task> tasks = atWork.tasks();
        List<AtWork.Task> few = tasks.subList(0, Math.min(TASKS, tasks.size()));
        List<String> names =
                few.stream().map(task -> names(task.hosts(), width)).toList();
        int widest = names.stream().mapToInt(Columns::of).max().orElse(0);
        for (int i = 0; i < few.size(); i++) {
            AtWork.Task task = few.get(i);
            String since = "  " + Stopwatch.time(Duration.between(task.since(), clock.instant()));
            String what = "  " + Columns.pad(names.get(i), widest) + "  "
                    + Harmless.line(task.step().toString());
            lines.add(Columns.cut(what, width - since.length()) + since);
        }
        if (tasks.size() > TASKS) {
            lines.add("  " + Message.of("and %d more", tasks.size() - TASKS));
        }
        if (!silent.isEmpty()) {
            lines.add(Columns.cut("  " + names(silent, width) + "  " + Message.of("not reached yet"), width));
        }
        few.stream()
                .flatMap(task -> task.hosts().stream())
                .filter(lastLines::containsKey)
                .findFirst()
                .ifPresent(host ->
                        lines.add(Columns.cut("  | " + Harmless.line(host) + ": " + lastLines.get(host), width)));
        return lines;
    }

    private String counts() {
        Message far = hosts.size() == 1
                ? Message.of("%d of %d host done", done.size(), hosts.size())
                : Message.of("%d of %d hosts done", done.size(), hosts.size());
        return Stream.of(HostStatus.FAILED, HostStatus.UNREACHABLE, HostStatus.UNSUPPORTED)
                .filter(status -> count(status) > 0)
                .map(status -> ConsoleReport.counted(count(status), status, false))
                .reduce(far, (one, other) -> Message.of("%s, %s", one, other))
                .text();
    }

    private int count(HostStatus status) {
        return bad.getOrDefault(status, Set.of()).size();
    }
}
