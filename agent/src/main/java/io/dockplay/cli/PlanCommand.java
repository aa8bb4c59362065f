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
        PrintWriter print = spec.commandLine().getOut();
        Runner runner = new Runner(print, spec.commandLine().getErr());
        List<Target> targets = Runner.targets(Optional.of(playbook), options);
        Planning planning = new Planning();
        Summary summary = runner.run(targets, options.looking(), Errand.APPLY, options, planning);
        if (out.isPresent()) {
            Map<String, HostPlan> plans = planning.plans();
            PlanJson.write(PlanFile.of(playbook, options, plans), out.get());
            if (options.format == RunOptions.Format.TEXT) {
                int without = targets.size() - plans.size();
                print.printf(
                        "The plan is in %s%s.%n  ./dockplay apply %s%n",
                        out.get(),
                        without == 0 ? "" : ", without the " + without + " of these hosts that could not be looked at",
                        out.get());
            }
        }
        return runner.end(summary, options);
    }
}
