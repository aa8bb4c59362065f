package io.dockplay.cli;

import io.dockplay.cli.option.ColourOption;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.option.ExtraVariables;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.option.VaultOptions;
import io.dockplay.cli.option.VerboseOption;
import io.dockplay.cli.rehearse.LabWork;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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

    /** A class of the lab, whose libraries are a part of their own. */
    private static final String LAB = "/io/dockplay/lab/Lab.class";

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
        RunOptions options = new RunOptions();
        options.verbose = verbose;
        options.colour = colour;
        options.debug = debug;
        options.vault = vault;
        options.extraVariables = extraVariables;
        if (playbook.isEmpty() && !keep && removeKept.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "there is no PLAYBOOK to rehearse");
        }
        if (RehearseCommand.class.getResource(LAB) == null) {
            throw new InvalidInput(
                    Problem.of(
                            Message.of("the libraries of rehearse are not installed"),
                            Message.of(
                                    "Install the package dockplay-rehearse, or unpack dockplay-rehearse-….tar.gz over dockplay.")));
        }
        CommandLine line = spec.commandLine();
        return new LabWork(playbook, centos7, centos6, light, keep, removeKept)
                .with(new PlaybookRunner(line.getOut(), line.getErr(), context), options)
                .number();
    }
}
