package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.HostStatus;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.Problem;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports a run to people, on a terminal or in a log.
 *
 * <p>The lines of a single host are printed at once. Those of several hosts are printed when all have finished. Hosts
 * with the same lines are one block under their {@linkplain HostSet folded names}, so that 500 hosts read like one. So
 * are hosts whose lines differ in nothing but their own names; then the lines of the first are a sample. Errors come
 * last, where they are not scrolled away.
 */
public final class ConsoleReport implements Consumer<Event> {

    /** The shortest run whose time is told. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

    /** Tasks that took less than this are no slow ones. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final int SLOWEST = 3;

    private final PrintWriter out;
    private final Style style;
    private final int verbosity;
    private final boolean brief;
    private final HostTexts texts;
    private final OwnNames names = new OwnNames();
    private final Problems problems = new Problems(names);
    private final Set<String> finished = new HashSet<>();
    private final List<String> hosts;

    private final InstantSource clock;
    private final Instant start;
    private final TaskTimes times;
    private int printed;

    /**
     * Makes a report of these hosts.
     *
     * @param colour whether the output is a terminal with colours
     * @param brief whether a host without lines is left out
     * @param verbosity -1 for errors and the last line only; 0 also for changes; 1 also for unchanged tasks and the
     *     scripts of changes; 2 also for the scripts of probes
     * @param hosts all hosts of the run, in the order of the report
     */
    public ConsoleReport(PrintWriter out, boolean colour, boolean brief, int verbosity, List<String> hosts) {
        this(out, colour, brief, verbosity, hosts, InstantSource.system());
    }

    /** Makes a report whose times are those of this clock. */
    public ConsoleReport(
            PrintWriter out, boolean colour, boolean brief, int verbosity, List<String> hosts, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
        this.times = new TaskTimes(clock);
        this.style = new Style(colour);
        this.brief = brief;
        this.verbosity = verbosity;
        this.hosts = List.copyOf(hosts);
        this.texts = new HostTexts(style, verbosity, live(), this.hosts, names);
    }

    private boolean live() {
        return hosts.size() == 1 && !brief && verbosity >= 0;
    }

    @Override
    public synchronized void accept(Event event) {
        String host = event.host();
        HostText text = texts.add(event);
        times.follow(event);
        problems.follow(event);
        if (event instanceof Event.Finished) {
            finished.add(host);
        }
        if (live()) {
            printNew(host, text);
        }
    }

    private void printNew(String host, HostText text) {
        if (printed == 0 && !(text.head().isEmpty() && text.size() == 0)) {
            out.println(style.bold(Harmless.line(host)) + "  " + text.head());
            printed = 1;
        }
        while (printed > 0 && printed <= text.size()) {
            out.println(text.line(printed - 1));
            printed++;
        }
        out.flush();
    }

    /**
     * Prints the summary of all hosts.
     *
     * @param profile whether the times of all tasks are shown, and not only those of the slowest in a run of some seconds
     */
    public synchronized void summary(RunSummary summary, boolean dryRun, boolean profile) {
        printBlocks();
        printProblems();
        if (verbosity >= 0) {
            out.println();
            printTable(summary, dryRun);
        }
        out.println(total(summary, dryRun));
        printTimes(profile);
        out.flush();
    }

    /** Prints how long the run took, and which tasks took most of it. */
    private void printTimes(boolean profile) {
        Duration time = Duration.between(start, clock.instant());
        if (!profile && (verbosity < 0 || time.compareTo(WORTH_TELLING) < 0)) {
            return;
        }
        out.println(Message.of("it took %s", Stopwatch.time(time)));
        times.slowest().stream()
                .filter(each -> profile || each.time().compareTo(SHORT) >= 0)
                .limit(profile ? Long.MAX_VALUE : SLOWEST)
                .forEach(each -> out.println("  "
                        + Stopwatch.time(each.time()) + "  " + Harmless.line(each.task())
                        + (hosts.size() == 1 ? "" : style.faint("  " + Harmless.line(each.host())))));
    }

    /** Prints the summary in one line. */
    public synchronized void total(RunSummary summary) {
        printBlocks();
        printProblems();
        if (!summary.allOk() && verbosity >= 0) {
            out.println();
        }
        out.println(total(summary, true));
        out.flush();
    }

    /** Prints how far an interrupted run came. */
    public synchronized void interrupted() {
        texts.end((host, text) -> {
            if (live()) {
                printNew(host, text);
            }
        });
        printBlocks();
        printProblems();
        out.println();
        out.println(HostSet.done(hosts, finished));
        out.flush();
    }

    private void printBlocks() {
        if (live() || verbosity < 0) {
            return;
        }
        texts.blocks().forEach(block -> {
            out.println(style.bold(HostSet.counted(block.hosts())) + "  "
                    + block.lines().head() + style.faint(block.remark()));
            block.lines().all().forEach(out::println);
        });
        texts.close();
    }

    private void printProblems() {
        for (Problem problem : problems.folded(hosts)) {
            out.println();
            String title = problem.title().text();
            out.println(style.red(title) + problem.toString().substring(title.length()));
        }
    }

    /** Prints one row for all hosts with the same figures. */
    private void printTable(RunSummary summary, boolean dryRun) {
        Map<HostStats, List<String>> rows = new LinkedHashMap<>();
        for (String host : hosts) {
            Optional.ofNullable(summary.hosts().get(host))
                    .ifPresent(hostStats -> rows.computeIfAbsent(hostStats, any -> new ArrayList<>())
                            .add(host));
        }
        Map<String, HostStats> named = new LinkedHashMap<>();
        rows.forEach((hostStats, of) -> named.put(HostSet.fold(of), hostStats));
        String host = Message.of("host").text();
        int width = Stream.concat(Stream.of(host), named.keySet().stream())
                .mapToInt(Columns::of)
                .max()
                .orElse(0);
        String changed = word(HostStatus.CHANGED, dryRun).text();
        String failed = word(HostStatus.FAILED, dryRun).text();
        out.println(row(
                Columns.pad(host, width),
                Message.of("ok").text(),
                changed,
                failed,
                Message.of("skipped").text()));
        named.forEach((of, hostStats) -> {
            String row = row(
                    Columns.pad(of, width),
                    String.valueOf(hostStats.ok()),
                    String.valueOf(hostStats.changed()),
                    String.valueOf(hostStats.failed()),
                    String.valueOf(hostStats.skipped()));
            out.println(colour(hostStats, row + remark(hostStats)));
        });
    }

    private static String row(String host, String ok, String changed, String failed, String skipped) {
        return String.join(
                "  ",
                host,
                Columns.right(ok, 6),
                Columns.right(changed, 9),
                Columns.right(failed, 6),
                Columns.right(skipped, 7));
    }

    private static String remark(HostStats hostStats) {
        return switch (hostStats.status()) {
            case UNREACHABLE, UNSUPPORTED, STOPPED, NOT_REACHED -> "  " + word(hostStats.status(), false);
            default -> "";
        };
    }

    private String colour(HostStats hostStats, String row) {
        if (hostStats.status().isBad() || hostStats.stopped()) {
            return style.red(row);
        }
        return hostStats.changed() > 0 ? style.yellow(row) : style.green(row);
    }

    /** How all hosts have ended, in one line, such as {@code 3 hosts: 1 changed, 2 as wanted}. */
    public static String total(RunSummary summary, boolean dryRun) {
        Map<HostStatus, Long> counts = summary.hosts().values().stream()
                .collect(Collectors.groupingBy(
                        HostStats::status, () -> new EnumMap<>(HostStatus.class), Collectors.counting()));
        int hosts = summary.hosts().size();
        Message ends = counts.entrySet().stream()
                .map(each -> counted(each.getValue(), each.getKey(), dryRun))
                .reduce((one, other) -> Message.of("%s, %s", one, other))
                .orElse(Message.NONE);
        return (hosts == 1 ? Message.of("%d host: %s", hosts, ends) : Message.of("%d hosts: %s", hosts, ends)).text();
    }

    /** How a host has ended, such as {@code changed (2)}. */
    public static String word(HostStats hostStats, boolean dryRun) {
        Message word = word(hostStats.status(), dryRun);
        return hostStats.status() == HostStatus.CHANGED
                ? Message.of("%s (%d)", word, hostStats.changed()).text()
                : word.text();
    }

    /** How many hosts have ended so, such as {@code 2 failed}. */
    static Message counted(long hosts, HostStatus status, boolean dryRun) {
        return Message.of("%d %s", hosts, word(status, dryRun));
    }

    private static Message word(HostStatus status, boolean dryRun) {
        return switch (status) {
            case CHANGED -> dryRun ? Message.of("to change") : Message.of("changed");
            case AS_WANTED -> Message.of("as wanted");
            case FAILED -> Message.of("failed");
            case UNREACHABLE -> Message.of("unreachable");
            case UNSUPPORTED -> Message.of("unsupported");
            case STOPPED -> Message.of("stopped");
            case NOT_REACHED -> Message.of("not reached");
        };
    }
}
