package io.dockplay.cli;

import java.nio.file.Path;
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
        return new Runner(spec.commandLine().getOut(), spec.commandLine().getErr()).drift(playbook, options, metrics);
    }
}
