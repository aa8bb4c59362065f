package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reports the answers of hosts to people when all have answered. Hosts with the same answer are one block under their
 * folded names.
 *
 * <p>A problem that many hosts have is reported once.
 */
public final class FoldedReport implements Consumer<Event> {

    private final PrintWriter out;
    private final Style style;
    private final List<String> hosts;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Problems problems = new Problems();
    private final Set<String> done = new HashSet<>();

    private record Answer(boolean isOk, String title, List<String> lines) {}

    /**
     * Makes a report of these hosts.
     *
     * @param colour whether the output is a terminal with colours
     * @param hosts all hosts that are asked, in the order of the report
     */
    public FoldedReport(PrintWriter out, boolean colour, List<String> hosts) {
        this.out = out;
        this.style = new Style(colour);
        this.hosts = List.copyOf(hosts);
    }

    /** Keeps the reason why a host did not answer. */
    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.Unreachable unreachable) {
            problems.add(unreachable.host(), unreachable.problem());
        } else if (event instanceof Event.Failed failed) {
            problems.add(failed.host(), failed.problem());
        } else if (event instanceof Event.Finished) {
            done.add(event.host());
        }
    }

    /**
     * Keeps the answer of a host.
     *
     * @param isOk whether the answer is shown as ok, and not as failed
     * @param title a word beside the host's name; may be empty
     */
    public synchronized void answer(String host, boolean isOk, String title, List<String> lines) {
        answers.put(host, new Answer(isOk, title, List.copyOf(lines)));
    }

    /** Prints all answers, and how many hosts are ok, failed and unreachable. */
    public synchronized void print(RunSummary summary) {
        printAnswers();
        long unreachable = summary.hosts().values().stream()
                .filter(each -> each.unreachable())
                .count();
        long failed = summary.hosts().values().stream()
                .filter(each -> each.failed() > 0)
                .count();
        Message ends = Message.of(
                "%d ok, %d failed, %d unreachable", hosts.size() - failed - unreachable, failed, unreachable);
        out.println(
                hosts.size() == 1
                        ? Message.of("%d host: %s", hosts.size(), ends)
                        : Message.of("%d hosts: %s", hosts.size(), ends));
        out.flush();
    }

    /** Prints the answers that came before an interrupt, and which hosts have not answered. */
    public synchronized void interrupted() {
        printAnswers();
        out.println(HostSet.done(hosts, done));
        out.flush();
    }

    private void printAnswers() {
        folded(answers).forEach((answer, of) -> {
            String word = Harmless.line(answer.title());
            String title = answer.isOk() ? style.green(word) : style.red(word);
            out.println(style.bold(HostSet.counted(of)) + (answer.title().isEmpty() ? "" : "  " + title));
            answer.lines().forEach(line -> out.println("  " + Harmless.line(line)));
        });
        problems.folded(hosts).forEach(out::println);
    }

    /** Returns each value with its hosts, in the order of the hosts. */
    private <T> Map<T, List<String>> folded(Map<String, T> values) {
        Map<T, List<String>> folded = new LinkedHashMap<>();
        hosts.forEach(host -> {
            T value = values.get(host);
            if (value != null) {
                folded.computeIfAbsent(value, any -> new ArrayList<>()).add(host);
            }
        });
        return folded;
    }
}
