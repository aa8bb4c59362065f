package io.dockplay.modules.commands;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Condition;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a command, unless its guards say that there is nothing to do. */
@PlaybookModule(
        name = "command",
        isUndone = false,
        sentence = "A command that is run: each time, or only as long as something is missing.",
        more = "Where there is a module for it, take that: it knows what is wanted, and can tell without running "
                + "anything whether it is so.",
        example = """
                - name: hello-world
                  command:
                    shell: docker run --rm hello-world
                    unless: docker images | grep -q hello-world

                - name: Client and daemon answer
                  command: {argv: [docker, version], read_only: true, timeout: 30}
                  register: version

                - name: Unused images are gone
                  command: {shell: docker images -qf dangling=true | xargs -r docker rmi, changed_when: stdout != ""}
                """)
public record CommandModule(
        @Option("the program and its arguments, each taken as it is; no shell reads them, and what only a shell "
                + "knows, such as `cd` or `exit`, is no program")
        List<String> argv,

        @Option("a line, or several, for `/bin/sh`; give this or `argv`")
        Optional<String> shell,

        @Option("a path, or a pattern with `*`, `?` and `[…]`: when there is any of it, nothing is run")
        Optional<String> creates,

        @Option("a path, or a pattern: when there is none of it, nothing is run")
        Optional<String> removes,

        @Option("a line for the shell that only looks: when it succeeds, nothing is run")
        Optional<String> unless,

        @Option("the command only looks: it runs in a dry run too, and is never a change")
        Optional<Boolean> readOnly,

        @Option("whether it changed something; knows `rc`, `stdout` and `stderr`")
        List<Condition> changedWhen,

        @Option("after so many seconds it is ended, and has failed")
        Optional<Integer> timeout,

        @Option("what it reads; without it nothing") Optional<String> stdin,

        @Option("the directory in which it (and `unless`) runs")
        Optional<String> chdir)
        implements Resource<CommandModule.State> {

    /**
     * What the probe before the command found.
     *
     * @param needless the guard that skips the command; empty when it must run
     * @param created whether the path that it creates exists
     * @param seen the result of a read-only command
     */
    public record State(String needless, boolean created, Optional<ScriptResult> seen) {}

    private static final int TIMED_OUT = 124;
    private static final int LABEL = 60;

    public CommandModule {
        argv = List.copyOf(argv);
        changedWhen = List.copyOf(changedWhen);
        if (argv.isEmpty() == shell.isEmpty()) {
            throw new InvalidOption(
                    "",
                    Message.of("a command is either argv or shell"),
                    Message.of("Write argv: [program, argument] or shell: a line."));
        }
        if (readOnly.orElse(false) && (creates.isPresent() || removes.isPresent() || unless.isPresent())) {
            throw new InvalidOption(
                    "read_only",
                    Message.of("a command that only looks runs always"),
                    Message.of("Leave out creates, removes and unless, or read_only."));
        }
        if (readOnly.orElse(false) && !changedWhen.isEmpty()) {
            throw new InvalidOption(
                    "changed_when",
                    Message.of("a command that only looks never changes anything"),
                    Message.of("Leave out one of the two."));
        }
        if (String.join("", argv).isBlank() && shell.orElse("").isBlank()) {
            throw new InvalidOption(
                    argv.isEmpty() ? "shell" : "argv",
                    Message.of("there is no command"),
                    Message.of("Write what is to be run."));
        }
        if (!argv.isEmpty() && (argv.get(0).isBlank() || argv.get(0).startsWith("-"))) {
            throw new InvalidOption(
                    "argv",
                    Message.of("argv begins with \"%s\", which is no program", argv.get(0)),
                    Message.of("Name the program first."));
        }
        if (timeout.isPresent() && timeout.get() <= 0) {
            throw new InvalidOption(
                    "timeout",
                    Message.of("timeout is %s", timeout.get()),
                    Message.of("Give a number of seconds greater than 0."));
        }
    }

    @Override
    public String label() {
        String text = shell.orElse(String.join(" ", argv)).strip().replaceAll("\\s+", " ");
        return text.length() <= LABEL ? text : text.substring(0, LABEL - 1) + "…";
    }

    @Override
    public Script probe(Machine machine) {
        if (readOnly.orElse(false)) {
            return Script.of("""
                    answer stdout
                    { errors=$({ {}; } 2>&1 >&3 3>&-); code=$?; } 3>&1
                    answer stderr; printf '%s' "$errors"
                    answer code; echo "$code\"""", run());
        }
        return guards().probe();
    }

    private Script run() {
        Script words = argv.isEmpty() ? Script.of("sh -c {}", shell.orElse("")) : Script.of("{}", argv);
        Script command = argv.isEmpty() ? words : Script.program(argv);
        if (timeout.isPresent()) {
            command = Script.of("timeout {} {}", timeout.get(), words); // timeout runs only programs
        }
        if (stdin.isPresent()) {
            command = Script.of("printf '%s' {} | {}", stdin.get(), command);
        }
        return guards().inDirectory(command);
    }

    private CommandGuards guards() {
        return new CommandGuards(creates, removes, unless, chdir);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        Optional<ScriptResult> seen = probeOutput
                .number("code")
                .map(code -> new ScriptResult(code.intValue(), probeOutput.raw("stdout"), probeOutput.raw("stderr")));
        return new State(CommandGuards.needless(probeOutput), CommandGuards.created(probeOutput), seen);
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (readOnly.orElse(false)) {
            Optional<Message> why = actual.seen().isEmpty()
                    ? Optional.of(Message.of("it was not run to its end"))
                    : failure(actual.seen().get());
            return why.map(text -> Plan.blocked(List.of(), Blocker.of(text, Prerequisite.the(Prerequisite.Kind.LOOK))))
                    .orElse(Plan.NOTHING);
        }
        Plan runs = Plan.of(List.of(Change.of("command", "not run", "run")), run());
        return actual.needless().isEmpty()
                ? runs
                : guards().disturber(actual.needless(), pendingChanges)
                        .map(runs::after)
                        .orElse(Plan.NOTHING);
    }

    private Optional<Message> failure(ScriptResult scriptResult) {
        if (scriptResult.exitCode() == 0) {
            return Optional.empty();
        }
        if (scriptResult.exitCode() == TIMED_OUT && timeout.isPresent()) {
            return Optional.of(Message.of("it took longer than %s seconds and was ended", timeout.get()));
        }
        String said = (scriptResult.stderr().isBlank() ? scriptResult.stdout() : scriptResult.stderr()).strip();
        List<String> lines = said.lines().toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        return Optional.of(
                last.isEmpty()
                        ? Message.of("it ended with %s", scriptResult.ending())
                        : Message.of("it ended with %s:\n%s", scriptResult.ending(), last));
    }

    /** Trusts the exit code, because a probe can only see the path that the command creates. */
    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        if (scriptResult.exitCode() == TIMED_OUT && timeout.isPresent()) {
            return failure(scriptResult);
        }
        return guards().unmet(Message.of("the command failed"), after.created(), scriptResult);
    }

    @Override
    public boolean changed(ScriptResult scriptResult) {
        Map<String, Object> left =
                Map.of("rc", scriptResult.exitCode(), "stdout", scriptResult.stdout(), "stderr", scriptResult.stderr());
        return changedWhen.stream().allMatch(condition -> condition.holds(left));
    }

    @Override
    public Optional<ScriptResult> seen(State actual) {
        return actual.seen();
    }
}
