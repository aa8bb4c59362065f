package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import io.dockplay.resource.Change;
import io.dockplay.resource.ScriptResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Reports a run to CI systems as JUnit's XML: a test suite for each host, and in it a test case for each task.
 *
 * <p>A task that failed is a failure, a host that could not be worked with is an error. What a dry run would change is a failure
 * for {@code drift}, which looks for just that. The whole document is printed when the run has ended.
 */
public final class JUnitReport implements Consumer<Event> {

    private static final String HOST = "the host itself";

    /** Of what a failed step printed, the last lines are shown. */
    private static final int LAST_LINES = 100;

    private static final int LAST_LETTERS = 20_000;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintWriter out;
    private final RunHead head;
    private final InstantSource clock;
    private final AtWork atWork;
    private final Map<String, Suite> suites = new LinkedHashMap<>();

    /** What was seen of one host. */
    private static final class Suite {
        private final Map<String, JUnitCase> cases = new LinkedHashMap<>();
        private final StringBuilder output = new StringBuilder();
        private Event.@Nullable Changing begun;
        private boolean isFinished;

        private JUnitCase of(String task) {
            return cases.computeIfAbsent(task.isEmpty() ? HOST : task, JUnitCase::new);
        }

        private JUnitCase of(Event.Step step) {
            return of(step.task());
        }

        /** The host as a whole ended so; what was under way there is told too. */
        private void ended(JUnitCase.Kind kind, String why, Problem problem) {
            String underWay = begun == null
                    ? ""
                    : "\n\nbegun, with a result that is not known:\n"
                            + String.join("\n", lines(begun.step(), begun.changes()));
            of(HOST).ended(kind, why, told(problem) + underWay);
        }
    }

    /**
     * Makes a report of a run.
     *
     * @param clock the moments of its events
     */
    public JUnitReport(PrintWriter out, RunHead head, InstantSource clock) {
        this.out = out;
        this.head = head;
        this.clock = clock;
        this.atWork = new AtWork(clock);
        head.hosts().forEach(host -> suites.put(host, new Suite()));
    }

    @Override
    public synchronized void accept(Event event) {
        Suite suite = suites.computeIfAbsent(event.host(), any -> new Suite());
        Optional<Duration> took = atWork.follow(event);
        if (event instanceof Event.Output output) {
            suite.output.append(output.text());
            suite.output.delete(0, Math.max(0, suite.output.length() - LAST_LETTERS));
        } else if (event instanceof Event.Changing changing) {
            suite.begun = changing;
        } else if (event instanceof Event.Finished) {
            suite.isFinished = true;
        } else {
            tell(event, suite);
        }
        took.ifPresent(time -> {
            suite.of(event.step()).took(time);
            suite.output.setLength(0);
            suite.begun = null;
        });
    }

    private void tell(Event event, Suite suite) {
        if (event instanceof Event.Ok ok) {
            suite.of(ok.step()).passed(List.of());
        } else if (event instanceof Event.Skipped skipped) {
            suite.of(skipped.step()).ended(JUnitCase.Kind.SKIPPED, "skipped", skipped.reason());
        } else if (event instanceof Event.Changed changed) {
            suite.of(changed.step()).passed(lines(changed.step(), changed.changes()));
        } else if (event instanceof Event.Planned planned) {
            planned(planned, suite.of(planned.step()));
        } else if (event instanceof Event.Kept kept) {
            suite.of(kept.step()).passed(List.of("kept: " + kept.what()));
        } else if (event instanceof Event.Said said) {
            suite.of(said.step()).passed(List.of(said.text()));
        } else if (event instanceof Event.Warned warned && warned.unreached()) {
            suite.of(warned.step()).ended(JUnitCase.Kind.SKIPPED, "not reached", warned.text());
        } else if (event instanceof Event.Warned warned) {
            suite.of(warned.step()).passed(List.of("warning: " + warned.text()));
        } else if (event instanceof Event.Failed failed) {
            failed(failed, suite);
        } else if (event instanceof Event.Unreachable unreachable) {
            suite.ended(JUnitCase.Kind.ERROR, "unreachable", unreachable.problem());
        } else if (event instanceof Event.Unsupported unsupported) {
            suite.ended(JUnitCase.Kind.ERROR, "unsupported", unsupported.problem());
        } else if (event instanceof Event.Stopped stopped) {
            suite.ended(JUnitCase.Kind.SKIPPED, "stopped", stopped.problem());
        } else if (event instanceof Event.Ran ran) {
            ran(ran.scriptResult(), suite.of(head.command()));
        } else if (event instanceof Event.Equipped
                || (event instanceof Event.Connected && head.command().equals("ping"))) {
            suite.of(head.command()).passed(List.of());
        }
    }

    private void planned(Event.Planned planned, JUnitCase of) {
        List<String> lines = lines(planned.step(), planned.changes());
        if (head.brief()) {
            of.ended(JUnitCase.Kind.FAILURE, "drift", String.join("\n", lines));
        } else {
            of.passed(lines);
        }
    }

    private static void failed(Event.Failed failed, Suite suite) {
        if (failed.ignored()) {
            suite.of(failed.step()).passed(List.of("failed, and goes on: " + failed.problem()));
            return;
        }
        String printed = failed.outcome()
                .map(outcome -> outcome.stdout() + outcome.stderr())
                .filter(text -> !text.isBlank())
                .orElse(suite.output.toString());
        boolean isOfHost = failed.step().equals(Event.Step.HOST);
        suite.of(failed.step())
                .ended(
                        isOfHost ? JUnitCase.Kind.ERROR : JUnitCase.Kind.FAILURE,
                        "failed",
                        told(failed.problem()) + last(printed));
    }

    private static void ran(ScriptResult result, JUnitCase of) {
        if (result.exitCode() == 0) {
            of.passed(List.of(result.stdout() + result.stderr()));
        } else {
            of.ended(JUnitCase.Kind.FAILURE, "failed", result.ending() + last(result.stdout() + result.stderr()));
        }
    }

    /** A problem without the word error before it; what a CI system shows of a failure says so itself. */
    private static String told(Problem problem) {
        return problem.toString().replaceFirst("^error: ", "");
    }

    private static String last(String printed) {
        List<String> lines = printed.strip().lines().toList();
        return printed.isBlank()
                ? ""
                : "\n\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private static List<String> lines(Event.Step step, List<Change> changes) {
        List<String> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(step + ": " + change
                    + change.after().map(task -> "  (after " + task + ")").orElse(""));
            change.diff().ifPresent(lines::add);
        }
        return lines;
    }

    /** Prints the whole document; a host that has not finished is an error. */
    public synchronized void print() {
        suites.values().stream()
                .filter(suite -> !suite.isFinished)
                .forEach(suite -> suite.ended(
                        JUnitCase.Kind.ERROR,
                        "interrupted",
                        Problem.of(
                                Message.of("the run ended before this host was done"),
                                Message.of("It was interrupted."))));
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", JUnitCase.line("dockplay " + head.command() + " " + head.playbook()));
            List<JUnitCase> all = suites.values().stream()
                    .flatMap(suite -> suite.cases.values().stream())
                    .toList();
            counts(xml, all, Duration.between(head.at(), clock.instant()));
            for (Map.Entry<String, Suite> suite : suites.entrySet()) {
                write(xml, suite.getKey(), suite.getValue());
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        out.println();
        out.flush();
    }

    private void write(XMLStreamWriter xml, String host, Suite suite) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", JUnitCase.line(host));
        Duration time = suite.cases.values().stream().map(JUnitCase::time).reduce(Duration.ZERO, Duration::plus);
        counts(xml, suite.cases.values(), time);
        xml.writeAttribute("timestamp", MOMENT.format(head.at()));
        xml.writeAttribute("hostname", JUnitCase.line(host));
        for (JUnitCase each : suite.cases.values()) {
            each.write(xml, group(host));
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, Collection<JUnitCase> cases, Duration time)
            throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("failures", count(cases, JUnitCase.Kind.FAILURE));
        xml.writeAttribute("errors", count(cases, JUnitCase.Kind.ERROR));
        xml.writeAttribute("skipped", count(cases, JUnitCase.Kind.SKIPPED));
        xml.writeAttribute("time", JUnitCase.seconds(time));
    }

    private static String count(Collection<JUnitCase> cases, JUnitCase.Kind kind) {
        return String.valueOf(cases.stream().filter(each -> each.kind() == kind).count());
    }

    /** The name of the class: Jenkins takes what stands before the last dot for a package. */
    private String group(String host) {
        String playbook = head.playbook().replaceFirst(".*/", "").replaceFirst("\\.ya?ml$", "");
        String group = playbook.isEmpty() ? head.command() : playbook;
        return group.replace('.', '_') + "." + host.replace('.', '_');
    }
}
