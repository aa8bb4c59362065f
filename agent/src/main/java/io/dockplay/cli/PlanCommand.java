package io.dockplay.cli;

import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.plan.PlanFile;
import io.dockplay.cli.plan.PlanJson;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.cli.run.RunKind;
import io.dockplay.cli.run.TaskListing;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.plan.HostPlan;
import io.dockplay.engine.plan.PlanRecorder;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay plan}: shows what an apply would do, and keeps it in a file that can be applied later. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what differs from the playbook, and writes nothing to the hosts.",
            "With -o the plan is kept, and \"dockplay apply FILE\" does exactly that: docs/plan.md."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PlanCommand implements Callable<Integer> {

    private final RunContext context;

    PlanCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(paramLabel = "PLAYBOOK", description = "The playbook.")
    private Path playbook;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Keep the plan in this file, which only you can read.")
    private Optional<Path> out = Optional.empty();

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
        out.ifPresent(PlanJson::checkWritable);
        PrintWriter print = playbookRunner.out();
        List<HostTarget> targets = playbookRunner.targets(Optional.of(playbook), options);
        PlanRecorder planRecorder = new PlanRecorder();
        RunSummary summary = playbookRunner.run(targets, options.looking(), RunKind.APPLY, options, planRecorder);
        Map<String, HostPlan> plans = planRecorder.plans();
        if (out.isPresent() && !plans.isEmpty()) {
            PlanJson.write(PlanFile.of(playbook, options, plans, context.files()), out.get());
        }
        if (out.isPresent() && options.format.isText()) {
            print.println(written(out.get(), plans.size(), targets.size()));
        }
        return playbookRunner.end(summary, options);
    }

    private static String written(Path file, int planned, int all) {
        if (planned == 0) {
            return Message.of("No plan was written: no host could be looked at.")
                    .text();
        }
        Message where = planned == all
                ? Message.of("The plan is in %s.", file)
                : Message.of(
                        "The plan is in %s, without the %d of these hosts that could not be looked at to the end.",
                        file, all - planned);
        return where + "\n  dockplay apply " + file;
    }
}
