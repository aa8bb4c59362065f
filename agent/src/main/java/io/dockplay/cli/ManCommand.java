package io.dockplay.cli;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.docs.ManPage;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay man}: prints a manual page. */
@Command(
        name = "man",
        mixinStandardHelpOptions = true,
        description = "Prints a manual page, for man -l - or for a folder where man looks.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ManCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "Of which command; of dockplay itself without it.")
    private Optional<String> command = Optional.empty();

    @Mixin
    @SuppressWarnings("UnusedVariable") // Main looks for it
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        CommandSpec of = root;
        if (command.isPresent()) {
            CommandLine found = root.subcommands().get(command.get());
            if (found == null) {
                throw new InvalidInput(Problem.of(
                        Message.of("there is no command \"%s\"", command.get()),
                        Message.of(
                                        "The commands are %s.",
                                        String.join(", ", root.subcommands().keySet()))
                                .and(DidYouMean.hint(
                                        command.get(), root.subcommands().keySet()))));
            }
            of = found.getCommandSpec();
        }
        spec.commandLine().getOut().print(ManPage.of(of));
        return ExitCode.AS_WANTED.number();
    }
}
