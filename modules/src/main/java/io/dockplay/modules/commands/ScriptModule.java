package io.dockplay.modules.commands;

import io.dockplay.message.Message;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Runs a script of the control machine on the host, unless its guards say that there is nothing to do. */
@PlaybookModule(
        name = "script",
        isUndone = false,
        sentence = "A script of this side that is run on the host: each time, or only as long as something is "
                + "missing.",
        example = """
                - name: The disk for images
                  script: {source: prepare-disk.sh, args: [/dev/sdb, /data], creates: /data/lost+found}

                - name: The report
                  script: {source: report.pl, executable: /usr/bin/perl}
                  register: report
                """)
public record ScriptModule(
        @Option("the script; in a role it is looked for in `files` first")
        Content source,

        @Option("its arguments, each taken as it is; no shell reads them")
        List<String> args,

        @Option("the program that reads the script; without it the one that its first line names "
                + "(`#!/usr/bin/perl`), or else `/bin/sh`")
        Optional<String> executable,

        @Option("a path, or a pattern with `*`, `?` and `[…]`: when there is any of it, nothing is run")
        Optional<String> creates,

        @Option("a path, or a pattern: when there is none of it, nothing is run")
        Optional<String> removes,

        @Option("a line for the shell that only looks: when it succeeds, nothing is run")
        Optional<String> unless,

        @Option("the directory in which it (and `unless`) runs")
        Optional<String> chdir)
        implements Resource<ScriptModule.State> {

    /**
     * What the probe before the script found.
     *
     * @param needless the guard that skips the script; empty when it must run
     * @param created whether the path that it creates exists
     */
    public record State(String needless, boolean created) {}

    private static final int LABEL = 60;

    public ScriptModule {
        args = List.copyOf(args);
        if (source.bytes().length == 0) {
            throw new InvalidOption(
                    "source", Message.of("the script is empty"), Message.of("Write into it what to do."));
        }
        if (executable.isPresent() && !executable.get().matches("[^\\s\\p{Cntrl}-][^\\s\\p{Cntrl}]*")) {
            throw new InvalidOption(
                    "executable",
                    Message.of("\"%s\" is not a program", executable.get()),
                    Message.of("Give its name or its path alone, such as /bin/bash."));
        }
        if (executable.isEmpty() && namesItsProgram(source) && firstLine(source).endsWith("\r")) {
            throw new InvalidOption(
                    "source",
                    Message.of(
                            "its lines end as those of Windows do, so no host finds the program that the first one names"),
                    Message.of("Save it with the line ends of Unix."));
        }
    }

    private static boolean namesItsProgram(Content source) {
        return firstLine(source).startsWith("#!");
    }

    private static String firstLine(Content source) {
        String text = new String(source.bytes(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private CommandGuards guards() {
        return new CommandGuards(creates, removes, unless, chdir);
    }

    @Override
    public String label() {
        String text = (source.name() + " " + String.join(" ", args)).strip().replaceAll("\\s+", " ");
        return text.length() <= LABEL ? text : text.substring(0, LABEL - 1) + "…";
    }

    @Override
    public Script probe(Machine machine) {
        return guards().probe();
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(CommandGuards.needless(probeOutput), CommandGuards.created(probeOutput));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        Plan runs = Plan.of(List.of(Change.of("script", "not run", "run")), run());
        return actual.needless().isEmpty()
                ? runs
                : guards().disturber(actual.needless(), pendingChanges)
                        .map(runs::after)
                        .orElse(Plan.NOTHING);
    }

    private Script run() {
        Script file = Script.of("file={}", source);
        Script arguments = args.isEmpty() ? Script.NOTHING : Script.of(" {}", args);
        if (executable.isEmpty() && namesItsProgram(source)) {
            return file.then(Script.of("chmod u+x \"$file\""))
                    .then(guards().inDirectory(Script.of("(exec \"$file\"{})", arguments)));
        }
        return file.then(
                guards().inDirectory(Script.of("(exec {} \"$file\"{})", executable.orElse("/bin/sh"), arguments)));
    }

    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        return guards().unmet(Message.of("the script failed"), after.created(), scriptResult);
    }
}
