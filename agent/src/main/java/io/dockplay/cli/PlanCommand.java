package io.dockplay.cli;

import io.dockplay.engine.HostPlan;
import io.dockplay.engine.Planning;
import io.dockplay.engine.Summary;
import io.dockplay.engine.Target;
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
        if (options.listing.isAsked()) {
            return TaskListing.print(playbook, options, spec.commandLine().getOut());
        }
        out.ifPresent(PlanJson::checkWritable);
        PrintWriter print = spec.commandLine().getOut();
        Runner runner = new Runner(print, spec.commandLine().getErr());
        List<Target> targets = Runner.targets(Optional.of(playbook), options);
        Planning planning = new Planning();
        Summary summary = runner.run(targets, options.looking(), Errand.APPLY, options, planning);
        Map<String, HostPlan> plans = planning.plans();
        if (out.isPresent() && !plans.isEmpty()) {
            PlanJson.write(PlanFile.of(playbook, options, plans), out.get());
        }
        if (out.isPresent() && options.format == RunOptions.Format.TEXT) {
            print.println(written(out.get(), plans.size(), targets.size()));
        }
        return runner.end(summary, options);
    }

    private static String written(Path file, int planned, int all) {
        if (planned == 0) {
            return "No plan was written: no host could be looked at.";
        }
        String without = planned == all
                ? ""
                : ", without the " + (all - planned) + " of these hosts that could not be looked at to the end";
        return "The plan is in " + file + without + ".\n  ./dockplay apply " + file;
    }
}
