package io.dockplay.cli;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.ColourOption;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.option.ExtraVariables;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.option.VaultOptions;
import io.dockplay.cli.option.VerboseOption;
import io.dockplay.cli.rehearse.KeptHosts;
import io.dockplay.cli.rehearse.Rehearsal;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.lab.Engine;
import io.dockplay.lab.HostCounts;
import io.dockplay.lab.LabUnavailable;
import io.dockplay.lab.Leftovers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay rehearse}: runs a playbook's whole life on throw-away hosts of its own. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a playbook on throw-away hosts like CentOS 6 and 7: dry run, apply, apply again, verify, uninstall.",
            "Brings up all that it needs, a Docker engine included (by itself on Debian and as root), and fails at the",
            "first stage that does not hold."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RehearseCommand implements Callable<Integer> {

    private final RunContext context;

    RehearseCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(arity = "0..1", paramLabel = "PLAYBOOK", description = "The playbook.")
    private Optional<Path> playbook = Optional.empty();

    @Option(
            names = "--centos7",
            defaultValue = "1",
            paramLabel = "N",
            description = "Hosts like CentOS 7 (default: 1).")
    private int centos7;

    @Option(
            names = "--centos6",
            defaultValue = "1",
            paramLabel = "N",
            description = "Hosts like CentOS 6 (default: 1).")
    private int centos6;

    @Option(
            names = "--light",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "Hosts like CentOS 7 in which no Docker can run; a hundred fit on a small machine (default: 0).")
    private int light;

    @Option(
            names = "--keep",
            description = {
                "Leave the hosts up, as they were before the uninstall, and say how to reach them. Without a PLAYBOOK the",
                "hosts only come up."
            })
    private boolean keep;

    @Option(
            names = "--remove-kept",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "INVENTORY",
            description = "Remove all hosts that --keep has left, or only those of that inventory.")
    private Optional<String> removeKept = Optional.empty();

    @Mixin
    private ExtraVariables extraVariables = new ExtraVariables();

    @Mixin
    private VaultOptions vault;

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    @Mixin
    private ColourOption colour = new ColourOption();

    @Mixin
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        RunOptions options = new RunOptions();
        options.verbose = verbose;
        options.colour = colour;
        options.debug = debug;
        options.vault = vault;
        options.extraVariables = extraVariables;
        try {
            HostCounts counts = new HostCounts(centos7, centos6, light);
            if (removeKept.isPresent()) {
                Engine engine = Engine.ensure(err::println);
                if (removeKept.get().isEmpty()) {
                    Leftovers.removeKept(engine);
                } else {
                    Leftovers.removeKept(engine, Path.of(removeKept.get()));
                }
                return ExitCode.AS_WANTED.number();
            }
            if (playbook.isEmpty() && keep) {
                KeptHosts.start(counts, line -> {
                    out.println(line);
                    out.flush();
                });
                return ExitCode.AS_WANTED.number();
            }
            Path path = playbook.orElseThrow(
                    () -> new ParameterException(spec.commandLine(), "there is no PLAYBOOK to rehearse"));
            return new Rehearsal(new PlaybookRunner(out, err, context), path, options, keep)
                    .run(counts)
                    .number();
        } catch (LabUnavailable e) {
            out.flush();
            err.println("error: " + e.getMessage());
            if (debug.isOn) {
                e.printStackTrace(err);
            }
            return ExitCode.WRONG_INPUT.number();
        }
    }
}
