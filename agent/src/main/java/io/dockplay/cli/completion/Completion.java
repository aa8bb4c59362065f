package io.dockplay.cli.completion;

import io.dockplay.cli.completion.Answer.Candidate;
import io.dockplay.inventory.InventoryNames;
import io.dockplay.inventory.InventoryReader;
import io.dockplay.modules.Modules;
import io.dockplay.yaml.InputFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Finds what may stand where the cursor is.
 *
 * <p>The commands and their options say it themselves: what an argument is called in the usage ({@code FILE}, {@code PATTERN})
 * is what is offered for it.
 */
public final class Completion {

    private final Function<String, CommandLine> commandLine;

    private final Collection<String> commands;
    private final List<String> usualInventory;
    private final Supplier<Map<String, String>> runs;
    private final TypedLine line;

    /** The inventories that the line names so far. */
    private final List<String> inventory = new ArrayList<>();

    /** The arguments so far that are neither options nor their values. */
    private int arguments;

    private Completion(
            Function<String, CommandLine> commandLine,
            Collection<String> commands,
            List<String> usualInventory,
            Supplier<Map<String, String>> runs,
            TypedLine line) {
        this.commandLine = commandLine;
        this.commands = commands;
        this.usualInventory = usualInventory;
        this.runs = runs;
        this.line = line;
    }

    /**
     * The candidates, a line each, with a meaning behind a tab; {@code :files} and {@code :folders} say that the shell's own go
     * there.
     *
     * @param commandLine makes the command line for a first word
     * @param commands the names of all commands
     * @param usualInventory the inventories that count when the line names none
     * @param runs the name of each run that left a log → what it was
     * @param typed the command line up to the cursor
     */
    public static Stream<String> lines(
            Function<String, CommandLine> commandLine,
            Collection<String> commands,
            List<String> usualInventory,
            Supplier<Map<String, String>> runs,
            String typed) {
        TypedLine line = TypedLine.of(typed);
        return new Completion(commandLine, commands, usualInventory, runs, line)
                .answer()
                .beginningWith(line.current())
                .lines();
    }

    private Answer answer() {
        List<String> words = line.words();
        CommandSpec command =
                commandLine.apply(words.size() > 1 ? words.get(1) : "").getCommandSpec();
        boolean onlyArguments = false;
        Optional<OptionSpec> waiting = Optional.empty();
        for (String word : words.subList(Math.min(1, words.size()), words.size())) {
            if (waiting.isPresent()) {
                note(waiting.get(), word);
                waiting = Optional.empty();
            } else if (onlyArguments) {
                arguments++;
            } else if (word.equals("--")) {
                onlyArguments = true;
            } else if (word.startsWith("-")) {
                waiting = waiting(command, word);
            } else if (arguments == 0 && command.subcommands().containsKey(word)) {
                command = command.subcommands().get(word).getCommandSpec();
            } else {
                arguments++;
            }
        }
        String current = line.current();
        if (waiting.isPresent()) {
            return value(waiting.get(), "");
        }
        if (!onlyArguments && current.startsWith("-")) {
            int equals = current.indexOf('=');
            OptionSpec named = equals < 0 ? null : command.findOption(current.substring(0, equals));
            return named == null ? options(command) : value(named, current.substring(0, equals + 1));
        }
        if (arguments == 0 && !command.subcommands().isEmpty()) {
            return commands(command);
        }
        return command.positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(arguments))
                .findFirst()
                .map(parameter -> value(parameter, ""))
                .orElse(Answer.NOTHING);
    }

    /** The option whose value is the next word. */
    private Optional<OptionSpec> waiting(CommandSpec command, String word) {
        int equals = word.indexOf('=');
        OptionSpec option = command.findOption(equals < 0 ? word : word.substring(0, equals));
        if (option == null || option.arity().min() == 0) {
            return Optional.empty();
        }
        if (equals >= 0) {
            note(option, word.substring(equals + 1));
            return Optional.empty();
        }
        return Optional.of(option);
    }

    private void note(OptionSpec option, String value) {
        if (option.paramLabel().equals("INVENTORY")) {
            inventory.add(value);
        }
    }

    private static Answer options(CommandSpec command) {
        return new Answer(
                command.options().stream()
                        .filter(option -> !option.hidden())
                        .flatMap(option -> Arrays.stream(option.names())
                                .map(name -> new Candidate(name, meaning(option.description()))))
                        .toList(),
                Optional.empty());
    }

    private static Answer commands(CommandSpec command) {
        return new Answer(
                command.subcommands().entrySet().stream()
                        .map(each -> new Candidate(
                                each.getKey(),
                                meaning(each.getValue()
                                        .getCommandSpec()
                                        .usageMessage()
                                        .description())))
                        .toList(),
                Optional.empty());
    }

    private static String meaning(String... description) {
        return description.length == 0 ? "" : description[0];
    }

    /**
     * What may be the value of an option or an argument.
     *
     * @param before what stands in the word before the value
     */
    private Answer value(ArgSpec argument, String before) {
        if (argument.completionCandidates() != null) {
            Stream<String> words =
                    StreamSupport.stream(argument.completionCandidates().spliterator(), false);
            return words(before, argument.type().isEnum() ? words.map(Completion::asTyped) : words);
        }
        String typed = line.current().substring(before.length());
        return switch (argument.paramLabel()) {
            case "INVENTORY", "PLAYBOOK", "FILE" -> files("files", before, typed);
            case "FOLDER" -> files("folders", before, typed);
            case "LABEL@FILE", "NAME=VALUE" -> typed.contains("@") ? afterAt(before, typed) : Answer.NOTHING;
            case "PATTERN" -> pattern(argument instanceof PositionalParamSpec, before, typed);
            case "GROUP" -> words(before, names().groups().stream());
            case "NAME" ->
                argument instanceof PositionalParamSpec ? words(before, Modules.names().stream()) : Answer.NOTHING;
            case "RUN" ->
                new Answer(
                        runs.get().entrySet().stream()
                                .map(run -> new Candidate(before + run.getKey(), run.getValue()))
                                .toList(),
                        Optional.empty());
            case "COMMAND" ->
                argument.command().name().equals("man") ? words(before, commands.stream()) : Answer.NOTHING;
            default -> Answer.NOTHING;
        };
    }

    private static String asTyped(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Answer words(String before, Stream<String> words) {
        return new Answer(words.map(word -> new Candidate(before + word, "")).toList(), Optional.empty());
    }

    private static Answer files(String kind, String before, String typed) {
        return new Answer(List.of(), Optional.of(new Answer.Files(kind, before, typed)));
    }

    private static Answer afterAt(String before, String typed) {
        int at = typed.indexOf('@') + 1;
        return files("files", before + typed.substring(0, at), typed.substring(at));
    }

    /** The last part of a pattern such as {@code web1,!db}; {@code @FILE} and {@code @failed} are parts too. */
    private Answer pattern(boolean withoutPlaybook, String before, String typed) {
        int last = Math.max(typed.lastIndexOf(','), typed.lastIndexOf(':')) + 1;
        int begin = last < typed.length() && "!&".indexOf(typed.charAt(last)) >= 0 ? last + 1 : last;
        String kept = before + typed.substring(0, begin);
        InventoryNames names = names();
        Stream<Candidate> groups = names.groups().stream().map(group -> new Candidate(kept + group, "group"));
        Stream<Candidate> hosts = names.hosts().stream().map(host -> new Candidate(kept + host, ""));
        Stream<Candidate> failed = withoutPlaybook
                ? Stream.empty()
                : Stream.of(new Candidate(kept + "@failed", "the hosts that failed last time"));
        boolean file = typed.startsWith("@", last);
        return new Answer(
                Stream.of(groups, hosts, failed).flatMap(each -> each).toList(),
                file
                        ? Optional.of(new Answer.Files(
                                "files", before + typed.substring(0, last + 1), typed.substring(last + 1)))
                        : Optional.empty());
    }

    private InventoryNames names() {
        return InventoryReader.names(inventory.isEmpty() ? usualInventory : inventory, new InputFiles());
    }
}
