package io.dockplay.cli;

import io.dockplay.engine.Event;
import io.dockplay.engine.FleetRun;
import io.dockplay.engine.Summary;
import io.dockplay.engine.Target;
import io.dockplay.report.FoldedReport;
import io.dockplay.report.JsonReport;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Asks all hosts that a pattern selects the same thing, and reports what they answer. */
interface Visits {

    /** An answer of one host, for people. */
    void text(Event event, FoldedReport report);

    /** The same, for programs. */
    void json(Event event, JsonReport report);

    /**
     * Asks them all.
     *
     * @return the exit code
     */
    default int visit(String pattern, HostOptions given, FleetRun.Work work, CommandSpec spec) {
        RunOptions options = given.run(pattern);
        List<Target> targets = Runner.targets(Optional.empty(), options);
        var out = spec.commandLine().getOut();
        Summary summary;
        if (options.format == RunOptions.Format.JSON) {
            JsonReport report = new JsonReport(out);
            summary = new FleetRun(options.forks, report.andThen(event -> json(event, report))).run(targets, work);
            report.summary(summary, ExitCode.of(summary, false).number());
        } else {
            FoldedReport report = new FoldedReport(
                    out,
                    Terminal.showsColours(),
                    targets.stream().map(Target::name).toList());
            summary = new FleetRun(options.forks, report.andThen(event -> text(event, report))).run(targets, work);
            report.print(summary);
        }
        return new Runner(out, spec.commandLine().getErr()).end(summary, options);
    }
}
