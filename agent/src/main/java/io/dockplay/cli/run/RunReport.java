package io.dockplay.cli.run;

import io.dockplay.cli.option.RunFormatOption;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.report.ConsoleReport;
import io.dockplay.report.FoldedReport;
import io.dockplay.report.GitHubReport;
import io.dockplay.report.JUnitReport;
import io.dockplay.report.JsonReport;
import io.dockplay.report.log.RunHead;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * What is printed of a run, or of an old one again.
 *
 * @param events takes each event
 * @param end takes how it ended, and the exit code
 * @param interrupted prints how far it came instead
 */
public record RunReport(Consumer<Event> events, ObjIntConsumer<RunSummary> end, Runnable interrupted) {

    /**
     * Makes the report in the format that was asked for.
     *
     * @param profile whether a text ends with the times of all tasks
     * @param clock the moments of the events
     */
    public static RunReport of(
            RunFormatOption format,
            RunHead head,
            boolean colour,
            boolean profile,
            PrintWriter out,
            PrintWriter err,
            InstantSource clock) {
        return switch (format.format()) {
            case TEXT -> text(head, colour, profile, out, clock);
            case JSON -> {
                JsonReport json = new JsonReport(out, clock);
                yield new RunReport(json, json::summary, () -> {});
            }
            case JUNIT -> {
                JUnitReport junit = new JUnitReport(out, head, clock);
                yield new RunReport(junit, (summary, exit) -> junit.print(), junit::print);
            }
            case GITHUB -> {
                GitHubReport github = new GitHubReport(out, err, head, colour, System.getenv());
                yield new RunReport(github, (summary, exit) -> github.end(summary), github::interrupted);
            }
        };
    }

    /**
     * Makes the report of a command that runs no playbook.
     *
     * @param command adds the answer of each host
     */
    public static RunReport adHoc(
            AdHocRunner command, boolean isJson, RunHead head, boolean colour, PrintWriter out, InstantSource clock) {
        if (isJson) {
            JsonReport json = new JsonReport(out, clock);
            return new RunReport(json.andThen(event -> command.json(event, json)), json::summary, () -> {});
        }
        FoldedReport text = new FoldedReport(out, colour, head.hosts());
        return new RunReport(
                text.andThen(event -> command.text(event, text)),
                (summary, exit) -> text.print(summary),
                text::interrupted);
    }

    private static RunReport text(RunHead head, boolean colour, boolean profile, PrintWriter out, InstantSource clock) {
        ConsoleReport text = new ConsoleReport(out, colour, head.brief(), head.verbosity(), head.hosts(), clock);
        return new RunReport(
                text,
                (summary, exit) -> {
                    if (head.brief()) {
                        text.total(summary);
                    } else {
                        text.summary(summary, head.dryRun(), profile);
                    }
                },
                text::interrupted);
    }
}
