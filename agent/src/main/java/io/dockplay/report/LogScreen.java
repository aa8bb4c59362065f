package io.dockplay.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Shows a run where there is no terminal, such as in the log of a CI job: each half a minute how it stands. */
final class LogScreen implements Screen {

    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final int WIDTH = 200;

    private final PrintWriter out;
    private final Instant start;
    private Instant last;

    /**
     * Makes one of a run.
     *
     * @param start when the run begins
     */
    LogScreen(PrintWriter out, Instant start) {
        this.out = out;
        this.start = start;
        this.last = start;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public boolean isReady(Instant now) {
        return Duration.between(start, now).compareTo(SHORT) >= 0;
    }

    @Override
    public void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    @Override
    public void show(List<String> standing, Instant now) {
        if (Duration.between(last, now).compareTo(HEARTBEAT) >= 0) {
            last = now;
            String line = standing.stream()
                    .map(text -> text.strip().replaceAll(" {2,}", " "))
                    .collect(Collectors.joining("; "));
            print(List.of(Columns.cut(line, WIDTH)));
        }
    }

    @Override
    public void clear() {}
}
