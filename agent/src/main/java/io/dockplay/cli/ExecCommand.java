package io.dockplay.cli;

import io.dockplay.cli.console.ShellWord;
import io.dockplay.cli.option.HostOptions;
import io.dockplay.cli.option.InventoryOption;
import io.dockplay.cli.run.AdHocRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.CommandRun;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.FoldedReport;
import io.dockplay.report.JsonReport;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay exec}: runs a command on all hosts that a pattern selects. */
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        modelTransformer = InventoryOption.Required.class,
        description = "Runs a command on hosts, in parallel; hosts with the same output are one block.",
        footer = {
            "",
            "dockplay cannot know what the command changes, so it is on no record,",
            "and an uninstall does not take it back."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExecCommand implements Callable<Integer>, AdHocRunner {

    private final RunContext context;

    ExecCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(index = "0", paramLabel = "PATTERN", description = "Which hosts: names, groups, web*, a:b, !c, @FILE.")
    private String pattern;

    @Parameters(
            index = "1..*",
            paramLabel = "COMMAND",
            description = "After --: the program and its arguments, each taken as it is; no shell reads them.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--shell",
            paramLabel = "TEXT",
            description = "A line for /bin/sh on the host, with pipes and variables; instead of COMMAND.")
    private Optional<String> shell = Optional.empty();

    @Option(names = "--become-user", paramLabel = "USER", description = "As this user, whom root becomes by su.")
    private Optional<String> becomeUser = Optional.empty();

    @Mixin
    private HostOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return run(
                pattern,
                options,
                new CommandRun(options.become() || becomeUser.isPresent(), becomeUser, command()),
                spec,
                context);
    }

    private Script command() {
        if (shell.isPresent() && !words.isEmpty()) {
            throw new InvalidInput(Problem.of(
                    Message.of("there is both a command (%s) and --shell", String.join(" ", words)),
                    Message.of("Give one: the words of a command after --, or a line for the shell.")));
        }
        if (shell.isEmpty() && words.isEmpty()) {
            throw new InvalidInput(Problem.of(
                    Message.of("there is no command to run"),
                    Message.of(
                            "Write it after --, such as: exec %s -i hosts -- uptime. A line with pipes: --shell.",
                            pattern)));
        }
        if (words.size() == 1 && words.get(0).contains(" ")) {
            throw new InvalidInput(Problem.of(
                    Message.of("\"%s\" is one word, and so would be the name of a program", words.get(0)),
                    Message.of("Write its words after --, or --shell %s.", ShellWord.quoted(words.get(0)))));
        }
        return shell.map(text -> Script.of("/bin/sh -c {}", text)).orElseGet(() -> Script.program(words));
    }

    @Override
    public void text(Event event, FoldedReport report) {
        if (event instanceof Event.Ran ran) {
            ScriptResult scriptResult = ran.scriptResult();
            List<String> lines = new ArrayList<>(scriptResult.stdout().lines().toList());
            if (!scriptResult.stderr().isEmpty()) {
                scriptResult.stderr().lines().forEach(line -> lines.add("stderr: " + line));
            }
            boolean good = scriptResult.exitCode() == 0;
            report.answer(
                    ran.host(),
                    good,
                    good
                            ? ""
                            : Message.of("exit code %d", scriptResult.exitCode())
                                    .text(),
                    lines);
        }
    }

    @Override
    public void json(Event event, JsonReport report) {} // the report knows such events by itself
}
