package io.dockplay.modules.services;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Checks what {@code ps -ef} shows, and changes nothing. */
@PlaybookModule(
        name = "process",
        isUndone = false,
        sentence = "Asserts what `ps -ef` shows.",
        more = "It is a check: it changes nothing, and fails when what it asserts does not hold.",
        example = """
                - name: The running daemon has the mirror          # CentOS 6: ps -ef | grep docker
                  process: {pattern: 'docker (-d|daemon)', with: '--registry-mirror=https://mirror.example.com'}

                - name: No daemon is left
                  process: {pattern: '/usr/bin/dockerd', count: 0}
                """)
public record ProcessModule(
        @Option("a regular expression that is found in the process's command line")
        String pattern,

        @Option("arguments that a process must have to count; `-H fd://` is two arguments side by side")
        List<String> with,

        @Option("arguments that no process of the pattern may have")
        List<String> without,

        @Option("how many such processes there are; 0: none")
        Optional<Integer> count,

        @Option(value = "how many there are at least; not together with `count`", defaults = "1")
        Optional<Integer> min)
        implements Resource<ProcessList> {

    private static final int SHOWN = 5;

    /** The longest pattern; Java needs a minute to compile some hundred thousand characters. */
    private static final int LONGEST = 4096;

    public ProcessModule {
        with = List.copyOf(with);
        without = List.copyOf(without);
        if (pattern.isBlank()) {
            throw new InvalidOption(
                    "pattern",
                    Message.of("the pattern is empty"),
                    Message.of("Write a part of the process's command line."));
        }
        if (pattern.length() > LONGEST) {
            throw new InvalidOption(
                    "pattern",
                    Message.of("the pattern has %s characters", pattern.length()),
                    Message.of("At most %s are enough for a part of a command line.", LONGEST));
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new InvalidOption(
                    "pattern",
                    Message.of("\"%s\" is not a regular expression: %s", pattern, e.getDescription()),
                    Message.of("Write a backslash before a special sign that is meant as itself."));
        }
        if (count.isPresent() && min.isPresent()) {
            throw new InvalidOption(
                    "min", Message.of("count and min cannot go together"), Message.of("Leave out one of the two."));
        }
        if (count.orElse(0) < 0 || min.orElse(1) < 1) {
            throw new InvalidOption(
                    count.isPresent() ? "count" : "min", Message.of("there cannot be so few processes"), Message.NONE);
        }
    }

    @Override
    public String label() {
        return pattern;
    }

    /** Probes with unlimited lines, because ps cuts them to the width of a terminal. */
    @Override
    public Script probe(Machine machine) {
        return Script.of("answer self; echo $$\nanswer processes; ps -ef -ww");
    }

    @Override
    public ProcessList read(ProbeOutput probeOutput) {
        return ProcessList.read(probeOutput);
    }

    @Override
    public Plan plan(ProcessList actual, Machine machine, PendingChanges pendingChanges) {
        Pattern wanted = Pattern.compile(pattern);
        List<ProcessList.Entry> found = actual.entries().stream()
                .filter(each -> wanted.matcher(each.command()).find())
                .toList();
        return complaint(found)
                .map(reason -> Plan.blocked(List.of(), Blocker.of(reason, Prerequisite.the(Prerequisite.Kind.PROCESS))))
                .orElse(Plan.NOTHING);
    }

    private Optional<Message> complaint(List<ProcessList.Entry> found) {
        for (ProcessList.Entry each : found) {
            for (String argument : without) {
                if (has(each, argument)) {
                    return Optional.of(Message.of("process %s has %s", each, argument));
                }
            }
        }
        List<ProcessList.Entry> counted = found.stream()
                .filter(each -> with.stream().allMatch(argument -> has(each, argument)))
                .toList();
        int least = count.orElse(min.orElse(1));
        if (counted.size() > least && count.isPresent()) {
            return Optional.of(
                    listing(Message.of("found %s instead of %d", processes(counted.size()), least), counted));
        }
        if (counted.size() >= least) {
            return Optional.empty();
        }
        if (found.isEmpty()) {
            return Optional.of(Message.of("there is no process \"%s\"", pattern));
        }
        return counted.size() == found.size()
                ? Optional.of(listing(Message.of("found only %s instead of %d", processes(found.size()), least), found))
                : Optional.of(listing(Message.of("no process \"%s\" has %s", pattern, String.join(" ", with)), found));
    }

    private Message processes(int number) {
        return number == 1
                ? Message.of("%d process \"%s\"", number, pattern)
                : Message.of("%d processes \"%s\"", number, pattern);
    }

    private static Message listing(Message what, List<ProcessList.Entry> entries) {
        String list = entries.stream().limit(SHOWN).map(each -> "\n  " + each).collect(Collectors.joining());
        int more = entries.size() - SHOWN;
        if (more > 0) {
            return Message.of("%s:%s\n  and %d more", what, list, more);
        }
        return list.isEmpty() ? what : Message.of("%s:%s", what, list);
    }

    /** Whether the command line holds the words of an argument, such as {@code -H fd://}, next to each other. */
    private static boolean has(ProcessList.Entry process, String argument) {
        List<String> words = Arrays.asList(argument.strip().split("\\s+", -1));
        return Collections.indexOfSubList(Arrays.asList(process.command().split("\\s+", -1)), words) >= 0;
    }
}
