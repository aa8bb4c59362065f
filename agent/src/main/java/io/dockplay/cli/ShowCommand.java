package io.dockplay.cli;

import io.dockplay.cli.option.ColourOption;
import io.dockplay.cli.option.RunFormatOption;
import io.dockplay.cli.option.VerboseOption;
import io.dockplay.cli.run.AdHocRunner;
import io.dockplay.cli.run.PastRun;
import io.dockplay.cli.run.PastRuns;
import io.dockplay.cli.run.ReportFile;
import io.dockplay.cli.run.RunContext;
import io.dockplay.cli.run.RunReport;
import io.dockplay.report.HtmlReport;
import io.dockplay.report.log.RunHead;
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

    private final RunContext context;

    ShowCommand(RunContext context) {
        this.context = context;
    }

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
    private RunFormatOption format = new RunFormatOption();

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
        RunHead head = verbose.level() == 0 ? past.head() : past.head().withVerbosity(verbose.level());
        Optional<AdHocRunner> adHoc = adHoc(head.command());
        boolean asThen = adHoc.isPresent() && (format.isText() || format.isJson());
        RunReport report = asThen
                ? RunReport.adHoc(adHoc.get(), format.isJson(), head, colour.isOn(), out, past.clock())
                : RunReport.of(
                        format,
                        head,
                        colour.isOn(),
                        profile,
                        out,
                        spec.commandLine().getErr(),
                        past.clock());
        past.play(report.events())
                .ifPresentOrElse(end -> report.end().accept(end.summary(), end.exit()), report.interrupted());
        return 0;
    }

    /** The command that knows what the answers of its hosts look like. */
    private Optional<AdHocRunner> adHoc(String command) {
        return switch (command) {
            case "exec" -> Optional.of(new ExecCommand(context));
            case "ping" -> Optional.of(new PingCommand(context));
            case "facts" -> Optional.of(new FactsCommand(context));
            default -> Optional.empty();
        };
    }
}
