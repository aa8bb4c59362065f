package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report on one host, without its name: what the host is, and what happened on it. */
final class HostText {

    /** Marks a change that was made, or that a dry run plans. */
    private static final String MADE = "~";

    /** Marks a difference that is only looked at. */
    private static final String LEFT = "=";

    /** Marks a change that was made and did not succeed. */
    private static final String FAILED = "!";

    /** Marks a change that was started and whose result is unknown. */
    private static final String UNKNOWN = "?";

    /** Marks a change that is running. */
    private static final String RUNNING = ">";

    private final Style style;
    private final int verbosity;
    private final boolean withOutput;

    /** The lines that the host had when it finished. */
    private FinishedLines.@Nullable Text finished;

    private final ArrayList<String> lines = new ArrayList<>();
    private String head = "";
    private String lastTask = "";
    private Event.@Nullable Changing running;
    private boolean runningIsShown;
    private boolean isShown;

    /**
     * Makes an empty report.
     *
     * @param verbosity 0 for changes; 1 also for unchanged tasks and the scripts of changes; 2 also for the scripts of
     *     probes
     * @param withOutput whether the output of running changes is shown
     */
    HostText(Style style, int verbosity, boolean withOutput) {
        this.style = style;
        this.verbosity = verbosity;
        this.withOutput = withOutput;
        this.isShown = verbosity > 0;
    }

    /** Returns the text beside the host's name, such as {@code CentOS 7.9.2009, x86_64, kernel 3.10.0}. */
    String head() {
        return head;
    }

    /** Returns how many lines there are so far. */
    int size() {
        return (finished == null ? 0 : finished.size()) + lines.size();
    }

    /** Returns one of the lines of a host that has not been {@linkplain #finish finished}. */
    String line(int number) {
        return lines.get(number);
    }

    /** Gives away the lines; what comes after that stands behind them. */
    void finish(FinishedLines into) {
        if (!lines.isEmpty()) {
            finished = into.keep(lines());
            lines.clear();
            lines.trimToSize();
        }
    }

    /** Returns the lines that were given away, which are the same for hosts with the same lines. */
    Optional<FinishedLines.Text> finished() {
        return Optional.ofNullable(finished);
    }

    /** Returns all lines so far. */
    List<String> lines() {
        return finished == null
                ? List.copyOf(lines)
                : Stream.concat(finished.lines().stream(), lines.stream()).toList();
    }

    /** Whether the host is shown: there are lines, or all hosts are shown. */
    boolean isShown() {
        return isShown || size() > 0;
    }

    /** Adds the lines of an event. Text from hosts and files is made safe to print. */
    void add(Event reported) {
        Event event = reported.shownAs(Harmless::text);
        if (event instanceof Event.Connected connected) {
            head = style.faint(machine(connected.machine()));
        } else if (event instanceof Event.Ok ok) {
            if (running != null && verbosity > 0 && !runningIsShown) {
                heading(ok.step());
                script(1, running.script().toString());
            }
            running = null;
            verbose(ok.step(), style.green(Message.of("ok").text()));
        } else if (event instanceof Event.Skipped skipped) {
            verbose(
                    skipped.step(),
                    style.faint(Message.of("skipped: %s", Harmless.line(skipped.reason()))
                            .text()));
        } else if (event instanceof Event.Planned planned) {
            changes(planned.step(), planned.changes(), MADE, true);
            script(1, planned.script().toString());
        } else if (event instanceof Event.Looked looked) {
            changes(looked.step(), looked.changes(), LEFT, true);
            task(
                    looked.step(),
                    style.faint(Message.of("left as it is: check_mode").text()));
            script(1, looked.script().toString());
        } else if (event instanceof Event.Resolved resolved) {
            transaction(resolved.transaction());
        } else if (event instanceof Event.Changing changing) {
            endRunning(UNKNOWN);
            heading(changing.step());
            running = changing;
            runningIsShown = false;
        } else if (event instanceof Event.Changed changed) {
            endRunning(MADE);
            verbose(changed.step(), style.green(Message.of("done").text()));
        } else if (event instanceof Event.Output output) {
            if (withOutput || verbosity > 0) {
                showRunning();
                output.text().lines().forEach(text -> line(6, style.faint("| " + Harmless.line(text))));
            }
        } else if (event instanceof Event.Probed probed) {
            if (verbosity > 1) {
                task(probed.step(), style.faint(Message.of("looking").text()));
                script(2, probed.script().toString());
            }
        } else if (event instanceof Event.Kept kept) {
            Message how = kept.step().module().equals("package")
                    ? Message.of("kept: it was there before dockplay")
                    : Message.of("kept: it was as wanted before dockplay");
            task(new Event.Step(kept.step().task(), kept.step().module(), kept.what()), style.faint(how.text()));
        } else if (event instanceof Event.Said said) {
            heading(said.step());
            said.text().lines().forEach(text -> line(4, Harmless.line(text)));
        } else if (event instanceof Event.Retried retried) {
            running = null;
            task(
                    retried.step(),
                    style.faint(Message.of("not yet, attempt %d of %d", retried.attempt(), retried.retries() + 1)
                            .text()));
        } else if (event instanceof Event.Warned warned) {
            task(
                    warned.step(),
                    style.yellow(Message.of("warning: %s", Harmless.line(warned.text()))
                            .text()));
        } else if (event instanceof Event.Failed failed) {
            endRunning(FAILED);
            task(
                    failed.step(),
                    failed.ignored()
                            ? style.yellow(Message.of("failed, and goes on").text())
                            : style.red(Message.of("FAILED").text()));
        } else if (event instanceof Event.Ran ran) {
            Stream.of(ran.scriptResult().stdout(), ran.scriptResult().stderr())
                    .flatMap(String::lines)
                    .forEach(text -> line(2, Harmless.line(text)));
        } else if (event instanceof Event.Unsupported) {
            String word = style.red(Message.of("UNSUPPORTED").text());
            line(2, Message.of("%s, nothing was done", word).text());
        } else if (event instanceof Event.Unreachable) {
            endRunning(UNKNOWN);
            end(style.red(Message.of("UNREACHABLE").text()));
        } else if (event instanceof Event.Stopped) {
            endRunning(UNKNOWN);
            end(style.yellow(Message.of("STOPPED").text()));
        } else if (event instanceof Event.Finished) {
            endRunning(UNKNOWN);
        }
    }

    /** Prints the rest of a change that was started and whose result is unknown. */
    void end() {
        endRunning(UNKNOWN);
    }

    /** Prints the result of the running change; only a change that succeeded has the mark of a change. */
    private void endRunning(String mark) {
        if (running == null) {
            return;
        }
        changes(running.step(), running.changes(), mark, !runningIsShown);
        if (!runningIsShown) {
            script(1, running.script().toString());
        }
        running = null;
    }

    /** Prints the running change before its output, while its result is still unknown. */
    private void showRunning() {
        if (running != null && !runningIsShown) {
            changes(running.step(), running.changes(), RUNNING, true);
            script(1, running.script().toString());
            runningIsShown = true;
        }
    }

    private static String machine(Machine machine) {
        return Harmless.line(Message.of(
                        "%s %s, %s, kernel %s",
                        machine.distribution(), machine.version(), machine.architecture(), machine.kernel())
                .text());
    }

    private void end(String word) {
        isShown = true;
        if (head.isEmpty()) {
            head = word;
        } else {
            line(2, word);
        }
    }

    private void changes(Event.Step step, List<Change> changes, String mark, boolean withDiffs) {
        heading(step);
        for (Change change : changes) {
            boolean named = List.of(step.label().split(", ", -1)).contains(change.what());
            String after = change.after()
                    .map(task -> style.faint("  " + Message.of("after %s", Harmless.line(task))))
                    .orElse("");
            String what = named ? step.module() + " " + change.what() : step + ": " + change.what();
            line(
                    4,
                    style.yellow(mark) + " " + Harmless.line(what) + "  " + Harmless.line(change.from()) + " → "
                            + style.bold(Harmless.line(change.to())) + after);
            change.diff()
                    .filter(any -> withDiffs)
                    .ifPresent(diff -> diff.lines().forEach(text -> line(6, diffLine(text))));
        }
    }

    private void transaction(Transaction transaction) {
        transaction
                .problem()
                .ifPresent(text -> line(
                        6,
                        style.yellow(Message.of("not resolved: %s", Harmless.line(text))
                                .text())));
        for (Transaction.Part part : transaction.parts()) {
            String about = Stream.of(
                            part.dependency() ? Message.of("dependency").text() : "",
                            part.successor().isEmpty()
                                    ? ""
                                    : Message.of("replaced by %s", part.successor())
                                            .text(),
                            part.repository(),
                            part.size())
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(", "));
            String text = "%s %s %s (%s)".formatted(part.action(), part.name(), part.version(), about);
            line(6, style.faint("· " + Harmless.line(text)));
        }
        int count = transaction.parts().size();
        if (count > 0) {
            Message packages = count == 1 ? Message.of("%d package", count) : Message.of("%d packages", count);
            line(
                    6,
                    transaction
                            .download()
                            .map(size -> Message.of("%s, %s to download", packages, Harmless.line(size)))
                            .orElse(packages)
                            .text());
        }
    }

    private String diffLine(String text) {
        String plain = Harmless.line(text);
        if (text.startsWith("+++") || text.startsWith("---") || text.startsWith("@@")) {
            return style.faint(plain);
        }
        return text.startsWith("+") ? style.green(plain) : text.startsWith("-") ? style.red(plain) : plain;
    }

    private void script(int least, String script) {
        if (verbosity >= least) {
            script.lines().forEach(text -> line(6, style.faint("$ " + Harmless.line(text))));
        }
    }

    private void verbose(Event.Step step, String word) {
        if (verbosity >= 1) {
            task(step, word);
        }
    }

    private void task(Event.Step step, String word) {
        heading(step);
        String what = step.module().isEmpty() ? "" : Harmless.line(step.toString()) + "  ";
        line(4, what + word);
    }

    private void heading(Event.Step step) {
        if (!step.task().isEmpty() && !step.task().equals(lastTask)) {
            lastTask = step.task();
            line(2, Harmless.line(step.task()));
        }
    }

    private void line(int indent, String text) {
        lines.add(" ".repeat(indent) + text);
    }
}
