package io.dockplay.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** The commands by their names, in the order in which the usage lists them. */
final class Commands {

    private static final Map<String, Class<?>> BY_NAME = byName();

    /** These look at the command lines of all others. */
    private static final Set<String> OF_ALL = Set.of("completion", "man");

    private static final Set<String> VERSION = Set.of("-V", "--version");

    private Commands() {}

    private static Map<String, Class<?>> byName() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("apply", ApplyCommand.class);
        commands.put("plan", PlanCommand.class);
        commands.put("bundle", BundleCommand.class);
        commands.put("validate", ValidateCommand.class);
        commands.put("convert", ConvertCommand.class);
        commands.put("drift", DriftCommand.class);
        commands.put("uninstall", UninstallCommand.class);
        commands.put("history", HistoryCommand.class);
        commands.put("runs", RunsCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("exec", ExecCommand.class);
        commands.put("ping", PingCommand.class);
        commands.put("facts", FactsCommand.class);
        commands.put("hosts", HostsCommand.class);
        commands.put("inventory", InventoryCommand.class);
        commands.put("modules", ModulesCommand.class);
        commands.put("init", InitCommand.class);
        commands.put("config", ConfigCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("man", ManCommand.class);
        commands.put("rehearse", RehearseCommand.class);
        commands.put("vault", VaultCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    /** The names of all commands. */
    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * The names of the commands that a command line needs.
     *
     * <p>picocli reads the options of a command from its annotations, which takes longer than most of what a start does. So
     * the others are left out when the first word is a command. In all other cases they are needed for what is printed.
     */
    static Set<String> neededFor(String... words) {
        String first = words.length == 0 ? "" : words[0];
        return BY_NAME.containsKey(first) && !OF_ALL.contains(first) ? Set.of(first) : names();
    }

    /** Whether a command line asks for the version, and for nothing else. */
    static boolean askForVersion(String... words) {
        return words.length == 1 && VERSION.contains(words[0]);
    }

    /** Adds the commands of these names to a command line. */
    static void into(CommandLine line, Set<String> names) {
        // By a command line of its own each gets the changes that it makes to its model, such as an option that must be
        // given.
        names.forEach(name -> line.addSubcommand(name, new CommandLine(BY_NAME.get(name), line.getFactory())));
    }
}
