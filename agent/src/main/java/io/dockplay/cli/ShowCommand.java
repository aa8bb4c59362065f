package io.dockplay.cli;

import io.dockplay.cli.option.ColourOption;
import io.dockplay.cli.option.FormatOption;
import io.dockplay.cli.option.VerboseOption;
import io.dockplay.cli.run.PastRun;
import io.dockplay.cli.run.PastRuns;
import io.dockplay.cli.run.ReportFile;
import io.dockplay.report.ConsoleReport;
import io.dockplay.report.HtmlReport;
import io.dockplay.report.JsonReport;
import io.dockplay.report.RunHead;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay show}: prints an old run again. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints one of your last runs again, as it was, and contacts no host.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "Its name, or how that begins or ends; the last run without it.")
    private Optional<String> run = Optional.empty();

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    @Mixin
    private ColourOption colour = new ColourOption();

    @Option(names = "--profile", description = "At the end show how long each task took, the slowest first.")
    private boolean profile;

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the run to this file, as one HTML page that needs nothing beside it.")
    private Optional<Path> page = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PastRuns runs = PastRuns.own();
        PastRun past = runs.open(runs.find(run));
        PrintWriter out = spec.commandLine().getOut();
        if (page.isPresent()) {
            ReportFile.checkWritable(page.get());
            HtmlReport report = new HtmlReport(past.head(), past.clock());
            past.play(report);
            ReportFile.write(report, page.get());
            return 0;
        }
        if (format.isJson()) {
            JsonReport report = new JsonReport(out, past.clock());
            past.play(report).ifPresent(end -> report.summary(end.summary(), end.exit()));
            return 0;
        }
        RunHead head = past.head();
        ConsoleReport report = new ConsoleReport(
                out,
                colour.isOn(),
                head.brief(),
                verbose.level() == 0 ? head.verbosity() : verbose.level(),
                head.hosts(),
                past.clock());
        Optional<PastRun.End> end = past.play(report);
        if (end.isEmpty()) {
            report.interrupted();
        } else if (head.brief()) {
            report.total(end.get().summary());
        } else {
            report.summary(end.get().summary(), head.dryRun(), profile);
        }
        return 0;
    }
}
