package io.dockplay.cli;

import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.cli.run.RunKind;
import io.dockplay.cli.run.TaskListing;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** {@code dockplay drift}: tells cron and monitoring which hosts no longer are as the playbook describes. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = {
            "Looks which hosts differ from a playbook, and writes nothing to them. Ends with 5 when one does.",
            "docs/drift.md tells how to run it from cron, and what the metrics are."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DriftCommand implements Callable<Integer> {

    private final RunContext context;

    DriftCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(paramLabel = "PLAYBOOK", description = "The playbook.")
    private Path playbook;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Also write the figures for Prometheus, as node_exporter's textfile collector reads them.")
    private Optional<Path> metrics = Optional.empty();

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PlaybookRunner playbookRunner = new PlaybookRunner(
                spec.commandLine().getOut(), spec.commandLine().getErr(), context);
        if (options.listing.isAsked()) {
            return TaskListing.print(playbook, options, playbookRunner);
        }
        metrics.ifPresent(DriftCommand::checkWritable);
        options.detailedExitCode = true;
        options.brief = true;
        List<HostTarget> targets = playbookRunner.targets(Optional.of(playbook), options);
        Metrics figures = new Metrics(String.valueOf(playbook.getFileName()));
        Instant begin = Instant.now();
        RunSummary summary = playbookRunner.run(targets, options.looking(), RunKind.APPLY, options, figures);
        if (metrics.isPresent()) {
            try {
                Instant end = Instant.now();
                figures.write(metrics.get(), summary, end, Duration.between(begin, end));
            } catch (IOException e) {
                throw new InvalidInput(Problem.of(
                        Message.of("the metrics cannot be written to %s: %s", metrics.get(), FileTrouble.of(e)),
                        Message.of("The hosts were looked at; what was found stands above.")));
            }
        }
        return playbookRunner.end(summary, options);
    }

    private static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        boolean fits = folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        // What is no file, such as /dev/null, would be replaced by one.
        if (!fits || (Files.exists(file) && !Files.isRegularFile(file))) {
            throw new InvalidInput(
                    Problem.of(
                            Message.of("the metrics cannot be written to %s", file),
                            Message.of(
                                    "Name a file in a folder that you may write to, such as node_exporter's textfile folder.")));
        }
    }
}
