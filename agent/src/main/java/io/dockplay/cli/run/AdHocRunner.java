package io.dockplay.cli.run;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.HostOptions;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.report.FoldedReport;
import io.dockplay.report.JsonReport;
import io.dockplay.report.Progress;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Runs one thing on all hosts that a pattern selects, and reports what each answers. */
public interface AdHocRunner {

    /** Adds the answer of one host to the report for people. */
    void text(Event event, FoldedReport report);

    /** Adds the answer of one host to the report for programs. */
    void json(Event event, JsonReport report);

    /**
     * Runs it on all hosts.
     *
     * @return the exit code
     */
    default int run(String pattern, HostOptions given, FleetRun.Work work, CommandSpec spec, RunContext context) {
        RunOptions options = given.run(pattern);
        var out = spec.commandLine().getOut();
        PlaybookRunner runner = new PlaybookRunner(out, spec.commandLine().getErr(), context);
        List<HostTarget> targets = runner.targets(Optional.empty(), options);
        RunSummary summary;
        if (options.format.isJson()) {
            JsonReport report = new JsonReport(out);
            summary =
                    new FleetRun(options.forks.count, report.andThen(event -> json(event, report))).run(targets, work);
            report.summary(summary, ExitCode.of(summary, false).number());
        } else {
            List<String> hosts = targets.stream().map(HostTarget::name).toList();
            FoldedReport report = new FoldedReport(out, options.colour.isOn(), hosts);
            try (Progress progress = runner.progress(hosts, options, stats -> "done")) {
                summary = new FleetRun(
                                options.forks.count,
                                report.andThen(event -> text(event, report)).andThen(progress))
                        .run(targets, work);
            }
            report.print(summary);
        }
        return runner.end(summary, options);
    }
}
