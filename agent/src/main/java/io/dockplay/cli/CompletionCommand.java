package io.dockplay.cli;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.DebugOption;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay completion}: prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints what makes a shell complete commands and options.",
        footer = {
            "",
            "bash: source <(dockplay completion bash), in ~/.bashrc.",
            "zsh: dockplay completion zsh > _dockplay, in a folder of $fpath."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompletionCommand implements Callable<Integer> {

    /** A shell that can complete. */
    enum Shell {
        BASH,
        ZSH
    }

    /** Their names, as they are typed. */
    static final class Names extends ArrayList<String> {

        Names() {
            super(List.of("bash", "zsh"));
        }
    }

    @Parameters(paramLabel = "bash|zsh", completionCandidates = Names.class, description = "The shell.")
    private Shell shell;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Main looks for it
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String script = AutoComplete.bash("dockplay", spec.root().commandLine());
        if (shell == Shell.ZSH) {
            // zsh understands bash's way of completion, and finds a command's file by its first line.
            out.println("#compdef dockplay");
            out.println("autoload -U +X bashcompinit && bashcompinit");
        }
        out.print(script);
        return ExitCode.AS_WANTED.number();
    }
}
