package io.dockplay.cli;

import io.dockplay.engine.Target;
import io.dockplay.playbook.Playbook;
import io.dockplay.playbook.PlaybookReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Parameters(paramLabel = "PLAYBOOK", description = "The playbook, or a plan that was made of one.")
    private Path playbook;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Runner runner =
                new Runner(spec.commandLine().getOut(), spec.commandLine().getErr());
        if (options.listTasks || options.listTags) {
            Playbook chosen = new Playbook(PlaybookReader.read(playbook).plays().stream()
                    .map(play -> play.only(options.selection()))
                    .toList());
            TaskListing listing = new TaskListing(spec.commandLine().getOut());
            if (options.listTasks) {
                listing.tasks(chosen);
            } else {
                listing.tags(chosen);
            }
            return ExitCode.AS_WANTED.number();
        }
        if (PlanJson.isIn(playbook)) {
            PlanFile plan = PlanJson.read(playbook);
            List<Target> targets = plan.targets(playbook, options);
            return runner.run(Path.of(plan.playbook()), targets, Errand.of(plan.hosts(), targets), options);
        }
        return runner.run(playbook, Runner.targets(Optional.of(playbook), options), Errand.APPLY, options);
    }
}
