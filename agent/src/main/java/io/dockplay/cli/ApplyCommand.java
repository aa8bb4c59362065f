package io.dockplay.cli;

import io.dockplay.cli.console.Terminal;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.plan.PlanFile;
import io.dockplay.cli.plan.PlanJson;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.cli.run.RunKind;
import io.dockplay.cli.run.TaskListing;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay apply}: brings hosts into the state that a playbook describes. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description =
                "Shows what differs from the playbook and makes it so; asks first, on a terminal and without --yes.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ApplyCommand implements Callable<Integer> {

    private final RunContext context;

    ApplyCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(paramLabel = "PLAYBOOK", description = "The playbook, or a plan that was made of one.")
    private Path playbook;

    @Mixin
    private RunOptions options;

    @Option(names = "--step", description = "Ask before each task that changes something, once for all hosts.")
    private boolean step;

    @Option(names = "--force-handlers", description = "Run the notified handlers even on hosts that fail.")
    private boolean forceHandlers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (step && !options.dryRun && Terminal.get().isEmpty()) {
            throw new InvalidInput(Problem.of(
                    Message.of("--step: there is no terminal to ask on"),
                    Message.of("Leave it out; --dry-run shows all changes.")));
        }
        options.step = step;
        options.forceHandlers = forceHandlers;
        PlaybookRunner playbookRunner = new PlaybookRunner(
                spec.commandLine().getOut(), spec.commandLine().getErr(), context);
        if (PlanFile.isIn(playbook)) {
            PlanFile plan = PlanJson.read(playbook);
            List<HostTarget> targets = plan.targets(playbook, options, playbookRunner);
            if (options.listing.isAsked()) {
                return TaskListing.print(Path.of(plan.playbook()), options, targets, playbookRunner);
            }
            return playbookRunner.run(Path.of(plan.playbook()), targets, RunKind.of(plan.hosts(), targets), options);
        }
        if (options.listing.isAsked()) {
            return TaskListing.print(playbook, options, playbookRunner);
        }
        return playbookRunner.run(
                playbook, playbookRunner.targets(Optional.of(playbook), options), RunKind.APPLY, options);
    }
}
