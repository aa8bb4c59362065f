package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.resource.Change;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reports the records of hosts to people, run by run. Hosts with the same history are one block.
 *
 * <p>The time of a run is the one in its name, which is the same on all its hosts. Checksums are left out, because only
 * uninstall needs them.
 */
public final class HistoryReport implements Consumer<Event> {

    private static final DateTimeFormatter IN_RUN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private final PrintWriter out;
    private final Style style;
    private final List<String> hosts;
    private final Map<String, List<String>> blocks = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    /**
     * Makes a report of these hosts.
     *
     * @param colour whether the output is a terminal with colours
     * @param hosts all hosts that are asked, in the order of the report
     */
    public HistoryReport(PrintWriter out, boolean colour, List<String> hosts) {
        this.out = out;
        this.style = new Style(colour);
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.Recorded recorded) {
            blocks.put(recorded.host(), lines(recorded.record()));
        } else if (event instanceof Event.Unreachable unreachable) {
            problems.add(unreachable.host(), unreachable.problem());
        } else if (event instanceof Event.Failed failed) {
            problems.add(failed.host(), failed.problem());
        }
    }

    /** Prints the history of all hosts. */
    public synchronized void print() {
        Map<List<String>, List<String>> folded = new LinkedHashMap<>();
        for (String host : hosts) {
            if (blocks.containsKey(host)) {
                folded.computeIfAbsent(blocks.getOrDefault(host, List.of()), any -> new ArrayList<>())
                        .add(host);
            }
        }
        folded.forEach((lines, of) -> {
            String nothing = lines.isEmpty() ? "  " + Message.of("nothing on record") : "";
            out.println(style.bold(HostSet.counted(of)) + nothing);
            lines.forEach(out::println);
        });
        problems.folded(hosts).forEach(problem -> out.println("\n" + problem));
        out.flush();
    }

    private List<String> lines(HostRecord record) {
        List<String> lines = new ArrayList<>();
        String run = "";
        String step = "";
        for (HostRecord.Entry entry : record.entries()) {
            List<Change> changes = entry.changes().stream()
                    .filter(change -> !change.recorded().isChecksum())
                    .toList();
            if (changes.isEmpty()) {
                continue;
            }
            String byRun = run(entry);
            if (!byRun.equals(run)) {
                lines.add("  " + style.faint(byRun));
                run = byRun;
                step = "";
            }
            String what = entry.module() + " " + entry.label();
            String ofTask = entry.task().equals(what) || entry.task().isEmpty() ? what : entry.task() + ": " + what;
            if (entry.past().givenBack().isPresent()) {
                ofTask += "  " + Message.of("(given back)");
            }
            if (!ofTask.equals(step)) {
                lines.add("    " + Harmless.line(ofTask));
                step = ofTask;
            }
            String mark = style.yellow(entry.past().ended().isEmpty() ? "~" : "!");
            String how = entry.past().ended().map(text -> "  (" + text + ")").orElse("");
            changes.forEach(change -> lines.add("      " + mark + " " + Harmless.line(change + how)));
        }
        return lines;
    }

    private static String run(HostRecord.Entry entry) {
        String how = entry.past().byUninstall() ? ", uninstall" : "";
        String what = moment(entry) + "  " + entry.playbook() + how;
        return Harmless.line(
                entry.run().isEmpty()
                        ? what
                        : Message.of("%s, run %s", what, entry.run()).text());
    }

    private static String moment(HostRecord.Entry entry) {
        try {
            return SHOWN.format(LocalDateTime.parse(entry.run().replaceFirst("-[^-]*$", ""), IN_RUN));
        } catch (DateTimeParseException e) {
            Instant at = entry.at();
            return SHOWN.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
        }
    }
}
