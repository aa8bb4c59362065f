package io.dockplay.cli.run;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.HostOptions;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.report.FoldedReport;
import io.dockplay.report.JsonReport;
import io.dockplay.report.Progress;
import io.dockplay.report.log.RunHead;
import java.time.InstantSource;
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
        List<String> hosts = targets.stream().map(HostTarget::name).toList();
        InstantSource clock = InstantSource.system();
        RunHead head = new RunHead(
                RunHead.FORMAT,
                work.run().name(),
                clock.instant(),
                spec.name(),
                "",
                false,
                0,
                false,
                hosts,
                runner.inputs("", options));
        RunReport report = RunReport.adHoc(this, options.format.isJson(), head, options.colour.isOn(), out, clock);
        RunLog log =
                RunLog.begin(head, PastRuns.own(), clock, spec.commandLine().getErr());
        RunSummary summary;
        try (Progress progress =
                runner.progress(hosts, options, stats -> Message.of("done").text())) {
            context.interruptHandler().begin(progress::close, report.interrupted());
            summary = new FleetRun(
                            options.forks.count, report.events().andThen(log).andThen(progress))
                    .run(targets, work);
        }
        context.interruptHandler().end();
        int exit = ExitCode.of(summary, false).number();
        report.end().accept(summary, exit);
        log.end(summary, exit);
        return runner.end(summary, options);
    }
}
