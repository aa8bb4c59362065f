package io.dockplay.cli;

import io.dockplay.cli.console.BugReport;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.ColourOption;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.option.ExtraVariables;
import io.dockplay.cli.option.ForksOption;
import io.dockplay.cli.option.FormatOption;
import io.dockplay.cli.option.InventoryOption;
import io.dockplay.cli.option.LoginOptions;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.option.Since;
import io.dockplay.cli.option.VaultOptions;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.host.HistoryRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.report.HistoryReport;
import io.dockplay.report.JsonReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay history}: shows what dockplay has changed on hosts, as these have it on record. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        modelTransformer = InventoryOption.Required.class,
        description = "Shows what dockplay changed on hosts, when and by which run, as their own records tell it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HistoryCommand implements Callable<Integer> {

    private final RunContext context;

    HistoryCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "Which hosts: names, groups, web*, a:b, !c; all without it.")
    private Optional<String> pattern = Optional.empty();

    @Mixin
    private InventoryOption inventory = new InventoryOption();

    @Mixin
    private VaultOptions vault;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only what is not older: 2026-11-01, 2026-11-01T12:00 (UTC), 7d, 12h, 30m.")
    private Optional<String> since = Optional.empty();

    @Mixin
    private ExtraVariables extraVariables = new ExtraVariables();

    @Mixin
    private ForksOption forks = new ForksOption();

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Mixin
    private ColourOption colour = new ColourOption();

    @Mixin
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Instant from = since.map(text -> Since.parse(text, Instant.now())).orElse(Instant.EPOCH);
        RunOptions options = new RunOptions();
        options.inventory = inventory;
        options.vault = vault;
        options.limit = pattern;
        options.extraVariables = extraVariables;
        options.forks = forks;
        options.login = login;
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<HostTarget> targets = new PlaybookRunner(out, err, context).targets(Optional.empty(), options);
        HistoryRun work = new HistoryRun(from);
        RunSummary summary;
        if (format.isJson()) {
            JsonReport report = new JsonReport(out);
            summary = new FleetRun(forks.count, report).run(targets, work);
            report.summary(summary, ExitCode.of(summary, false).number());
        } else {
            HistoryReport report = new HistoryReport(
                    out, colour.isOn(), targets.stream().map(HostTarget::name).toList());
            summary = new FleetRun(forks.count, report).run(targets, work);
            report.print();
        }
        summary.bugs().stream().limit(1).forEach(bug -> BugReport.print(bug, context.revealed(), err, debug.isOn));
        return ExitCode.of(summary, false).number();
    }
}
