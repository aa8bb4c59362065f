package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.HostStatus;
import io.dockplay.engine.fleet.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts the results of a dry run of the fleet, and writes them for the textfile collector of Prometheus'
 * node_exporter.
 *
 * <p>The format is the text format of Prometheus, version 0.0.4.
 */
public final class Metrics implements Consumer<Event> {

    private final String playbook;
    private final Map<String, Integer> changes = new TreeMap<>();

    /**
     * Makes a counter without results.
     *
     * @param playbook the label of each figure, so that several playbooks can be watched
     */
    public Metrics(String playbook) {
        this.playbook = playbook;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.Planned planned) {
            changes.merge(planned.step().module(), planned.changes().size(), Integer::sum);
        }
    }

    /** Returns the text of the file. */
    synchronized String text(RunSummary summary, Instant at, Duration took) {
        StringBuilder text = new StringBuilder();
        head(text, "dockplay_hosts", "Hosts by how they compare with the playbook.");
        for (HostStatus status : HostStatus.values()) {
            if (status != HostStatus.STOPPED && status != HostStatus.NOT_REACHED) {
                long count = summary.hosts().values().stream()
                        .map(HostStats::status)
                        .map(each -> each == HostStatus.NOT_REACHED ? HostStatus.UNREACHABLE : each)
                        .filter(status::equals)
                        .count();
                line(text, "dockplay_hosts", "state", state(status), String.valueOf(count));
            }
        }
        head(text, "dockplay_changes", "Changes that an apply would make, by module.");
        changes.forEach((module, count) -> line(text, "dockplay_changes", "module", module, String.valueOf(count)));
        head(text, "dockplay_look_duration_seconds", "How long it took to look at all hosts.");
        line(
                text,
                "dockplay_look_duration_seconds",
                "",
                "",
                String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0));
        head(text, "dockplay_look_timestamp_seconds", "When all hosts had been looked at, in Unix time.");
        line(text, "dockplay_look_timestamp_seconds", "", "", String.valueOf(at.getEpochSecond()));
        return text.toString();
    }

    private static String state(HostStatus status) {
        return switch (status) {
            case AS_WANTED -> "in_sync";
            case CHANGED -> "drifted";
            default -> status.name().toLowerCase(Locale.ROOT);
        };
    }

    private static void head(StringBuilder text, String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private void line(StringBuilder text, String name, String label, String value, String figure) {
        text.append(name).append("{playbook=\"").append(escaped(playbook)).append('"');
        if (!label.isEmpty()) {
            text.append(',').append(label).append("=\"").append(escaped(value)).append('"');
        }
        text.append("} ").append(figure).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Writes the file and moves it to its place, so that nobody reads half of it. */
    public void write(Path file, RunSummary summary, Instant at, Duration took) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path complete = Files.createTempFile(folder, ".dockplay", ".new");
        try {
            Files.write(complete, text(summary, at, took).getBytes(StandardCharsets.UTF_8));
            Files.setPosixFilePermissions(complete, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(complete);
        }
    }
}
