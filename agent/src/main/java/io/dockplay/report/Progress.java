package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.Problem;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it goes on: hosts that failed or have finished as they come, and how all stands.
 *
 * <p>Hosts of which there is the same to tell within a second are one line; in a large fleet it is ten seconds. Nothing of
 * it is a result: the report says all of it again, in order.
 */
public final class Progress implements Consumer<Event>, AutoCloseable {

    private static final int LARGE_FLEET = 200;

    private final List<String> hosts;
    private final Style style;
    private final Function<HostStats, String> words;
    private final InstantSource clock;
    private final Standing standing;
    private final Duration patience;
    private final Supplier<Screen> opening;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Screen screen;
    private final OwnNames names = new OwnNames();
    private final Problems problems = new Problems(names);
    private final Set<String> finished = new LinkedHashSet<>();

    /** When the first thing happened that is not printed yet. */
    private Optional<Instant> waitsSince = Optional.empty();

    private int questions;
    private boolean isClosed;

    /**
     * Makes one whose screen is opened when it is needed first.
     *
     * @param words how a host that has finished well ended
     */
    Progress(
            List<String> hosts,
            boolean colour,
            boolean withOutput,
            Function<HostStats, String> words,
            InstantSource clock,
            Supplier<Screen> opening) {
        this.hosts = List.copyOf(hosts);
        this.style = new Style(colour);
        this.words = words;
        this.clock = clock;
        this.opening = opening;
        this.standing = new Standing(this.hosts, clock, withOutput);
        this.patience = Duration.ofSeconds(hosts.size() > LARGE_FLEET ? 10 : 1);
    }

    /**
     * Shows a run on the terminal; of a single host it shows nothing, for the report prints that as it comes.
     *
     * @param withOutput whether the last line that a running change wrote is shown
     * @param words how a host that has finished well ended
     */
    public static Progress onTerminal(
            List<String> hosts, boolean colour, boolean withOutput, Function<HostStats, String> words) {
        Progress progress = new Progress(hosts, colour, withOutput, words, InstantSource.system(), LiveScreen::open);
        return hosts.size() > 1 ? progress.started() : progress;
    }

    /** Shows a run in a log, each half minute and when hosts are done. */
    public static Progress inLog(List<String> hosts, PrintWriter log, Function<HostStats, String> words) {
        InstantSource clock = InstantSource.system();
        Instant start = clock.instant();
        return new Progress(hosts, false, false, words, clock, () -> new LogScreen(log, start)).started();
    }

    /** Shows nothing. */
    public static Progress none() {
        return new Progress(List.of(), false, false, stats -> "", InstantSource.system(), () -> {
            throw new IllegalStateException("nothing is shown");
        });
    }

    private Progress started() {
        long pause = hosts.size() > LARGE_FLEET ? 1000 : 250; // to look at 5,000 hosts takes a while
        var unused = ticker.scheduleWithFixedDelay(this::tick, pause, pause, TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public synchronized void accept(Event event) {
        standing.follow(event);
        if (hosts.size() < 2) {
            return;
        }
        if (event instanceof Event.Connected connected) {
            names.know(event.host(), connected.machine());
        } else if (event instanceof Event.Failed failed && !failed.ignored()) {
            problem(event.host(), failed.problem());
        } else if (event instanceof Event.Unsupported unsupported) {
            problem(event.host(), unsupported.problem());
        } else if (event instanceof Event.Unreachable unreachable) {
            problem(event.host(), unreachable.problem());
        } else if (event instanceof Event.Finished
                && !standing.of(event.host()).status().isBad()) {
            finished.add(event.host());
            wakes();
        }
    }

    private void problem(String host, Problem problem) {
        problems.add(host, problem);
        wakes();
    }

    private void wakes() {
        waitsSince = waitsSince.or(() -> Optional.of(clock.instant()));
    }

    /** Prints what has waited long enough for others of its kind, and shows how all stands. */
    synchronized void tick() {
        if (isClosed || questions > 0) {
            return;
        }
        Screen on = screen();
        Instant now = clock.instant();
        if (waitsSince
                .filter(any -> on.isReady(now))
                .filter(since -> Duration.between(since, now).compareTo(patience) >= 0)
                .isPresent()) {
            on.print(news(on.width()));
            waitsSince = Optional.empty();
        }
        on.show(standing.lines(on.width()), now);
    }

    private Screen screen() {
        Screen open = screen == null ? opening.get() : screen;
        screen = open;
        return open;
    }

    private List<String> news(int width) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems.folded(hosts)) {
            Message what = Message.quoted(
                    Harmless.line(problem.what().lines().findFirst().orElse("")));
            String title = problem.title().text();
            String line = Columns.cut(problem.title().and(what).text(), width);
            lines.add(style.red(title) + line.substring(title.length()));
        }
        problems.clear();
        Map<String, List<String>> ends = new LinkedHashMap<>();
        finished.forEach(host -> ends.computeIfAbsent(words.apply(standing.of(host)), any -> new ArrayList<>())
                .add(host));
        finished.clear();
        ends.forEach((word, of) ->
                lines.add(Columns.cut(standing.names(of, width) + "  " + word + "  " + standing.elapsed(), width)));
        return lines;
    }

    /** Has somebody asked something on a clean line; nothing is shown meanwhile. */
    public <T> T during(Supplier<T> question) {
        synchronized (this) {
            questions++;
            if (screen != null) {
                screen.clear();
            }
        }
        try {
            return question.get();
        } finally {
            synchronized (this) {
                questions--;
            }
        }
    }

    /** Takes away what is shown; what has not been printed yet is in the report. */
    @Override
    public synchronized void close() {
        isClosed = true;
        ticker.shutdown();
        if (screen != null) {
            screen.close();
            screen = null;
        }
    }
}
