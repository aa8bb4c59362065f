package io.dockplay.cli;

import io.dockplay.cli.completion.Completion;
import io.dockplay.cli.config.Environment;
import io.dockplay.cli.config.Preference;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.run.PastRuns;
import io.dockplay.cli.run.RunContext;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.report.log.RunHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay completion}: prints what makes a shell complete a line. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints what makes a shell complete commands, options, hosts and files.",
        footer = {
            "",
            "bash: source <(dockplay completion bash), in ~/.bashrc.",
            "zsh: dockplay completion zsh > _dockplay, in a folder of $fpath.",
            "fish: dockplay completion fish > ~/.config/fish/completions/dockplay.fish"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompletionCommand implements Callable<Integer> {

    /** The word by which a shell asks for candidates; behind it stands the line that is being typed. */
    static final String ASKED = "__complete";

    /** A shell that can complete. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        private String typed() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Their names, as they are typed. */
    static final class Names extends ArrayList<String> {

        Names() {
            super(List.of("bash", "zsh", "fish"));
        }
    }

    @Parameters(paramLabel = "bash|zsh|fish", completionCandidates = Names.class, description = "The shell.")
    private Shell shell;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Main looks for it
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (InputStream script = Completion.class.getResourceAsStream("dockplay." + shell.typed())) {
            spec.commandLine()
                    .getOut()
                    .print(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExitCode.AS_WANTED.number();
    }

    /** Answers what may stand at the end of a line that is being typed; nothing when anything is wrong. */
    static void answer(String line, RunContext context, Environment environment, PrintWriter out) {
        try {
            List<String> inventory = environment
                    .preferences()
                    .get(Preference.Name.INVENTORY)
                    .map(Preference::values)
                    .orElse(List.of());
            Completion.lines(
                            first -> Main.commandLine(context, Commands.neededFor(first)),
                            Commands.names(),
                            inventory,
                            CompletionCommand::runs,
                            line)
                    .forEach(out::println);
        } catch (RuntimeException | StackOverflowError e) {
            return; // who types wants no message in the middle of the line
        }
    }

    /** The last runs, the newest first, with what they were. */
    private static Map<String, String> runs() {
        PastRuns runs = PastRuns.own();
        Map<String, String> found = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(runs.names());
        Collections.reverse(names);
        for (String name : names) {
            try {
                RunHead head = runs.open(name).head();
                found.put(name, Harmless.line(head.command() + " " + head.about()));
            } catch (InvalidInput unreadable) {
                found.put(name, "");
            }
        }
        return found;
    }
}
