package io.dockplay.cli;

import io.dockplay.cli.console.Terminal;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.cli.run.RunKind;
import io.dockplay.cli.run.TaskListing;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay uninstall}: gives hosts back what they were before a playbook was applied. */
@Command(
        name = "uninstall",
        mixinStandardHelpOptions = true,
        description = {
            "Undoes a playbook in reverse order: what dockplay brought is taken away, what was there before stays.",
            "Then the play's uninstall: tasks run. Without a terminal it wants --yes."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UninstallCommand implements Callable<Integer> {

    private final RunContext context;

    UninstallCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(paramLabel = "PLAYBOOK", description = "The playbook.")
    private Path playbook;

    @Option(
            names = "--all",
            description = "Also remove packages that were there before, where the playbook names them.")
    private boolean all;

    @Option(
            names = "--force",
            description = "Also give back files that somebody changed since, and let go what cannot be given back.")
    private boolean force;

    @Option(
            names = "--forget",
            description = "Leave nothing of dockplay's on the hosts, not even the history of what was given back.")
    private boolean forget;

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
        if (!options.dryRun && !options.yes && Terminal.get().isEmpty()) {
            throw new InvalidInput(Problem.of(
                    Message.of("uninstall takes Docker away from hosts, and there is no terminal to ask on"),
                    Message.of("Look with --dry-run first, and then say --yes.")));
        }
        return playbookRunner.run(
                playbook,
                playbookRunner.targets(Optional.of(playbook), options),
                RunKind.uninstall(all, force, forget),
                options);
    }
}
