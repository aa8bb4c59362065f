package io.dockplay.cli.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.Messages;

/** What people want to do, and the command line that does it, for each command: {@code --help} and the man pages end with them. */
public final class Examples {

    /**
     * One of them.
     *
     * @param task what it is for, in a few words
     * @param line as it is typed
     */
    public record Example(String task, String line) {}

    private static final String SECTION = "examples";

    private static final String LAYOUT = "%n%s:%n  %s%n";

    /** Made when a help is printed, and not at each start. */
    private static final class All {

        private static final Map<String, List<Example>> BY_COMMAND = Map.ofEntries(
                Map.entry(
                        "apply",
                        List.of(
                                new Example("See what would be changed", "dockplay apply site.yml -i hosts --dry-run"),
                                new Example("Change it, without a question", "dockplay apply site.yml -i hosts --yes"),
                                new Example(
                                        "Only hosts that failed last time",
                                        "dockplay apply site.yml -i hosts -l @failed"),
                                new Example(
                                        "Only what concerns the mirrors",
                                        "dockplay apply site.yml -i hosts --tags mirror"),
                                new Example("Do exactly what was planned", "dockplay apply day.plan"),
                                new Example(
                                        "On hosts that reach no repository",
                                        "dockplay apply site.yml -i hosts --bundle day.bundle"))),
                Map.entry(
                        "plan",
                        List.of(new Example("Plan now, apply later", "dockplay plan site.yml -i hosts -o day.plan"))),
                Map.entry(
                        "bundle",
                        List.of(new Example(
                                "For hosts that reach no repository",
                                "dockplay bundle site.yml -i hosts -o day.bundle --image hello-world"))),
                Map.entry(
                        "validate",
                        List.of(new Example(
                                "All that is wrong, for these hosts", "dockplay validate site.yml -i hosts"))),
                Map.entry(
                        "convert",
                        List.of(new Example(
                                "A playbook of Ansible's", "dockplay convert ansible-site.yml > site.yml"))),
                Map.entry(
                        "drift",
                        List.of(
                                new Example("From cron: who differs", "dockplay drift site.yml -i hosts --quiet"),
                                new Example(
                                        "For monitoring", "dockplay drift site.yml -i hosts --metrics drift.prom"))),
                Map.entry(
                        "uninstall",
                        List.of(
                                new Example(
                                        "See what would be given back",
                                        "dockplay uninstall site.yml -i hosts --dry-run"),
                                new Example("Give back one host", "dockplay uninstall site.yml -i hosts -l web1"))),
                Map.entry(
                        "history",
                        List.of(new Example("What was changed in a week", "dockplay history -i hosts --since 7d"))),
                Map.entry("runs", List.of(new Example("Today's runs", "dockplay runs --since 1d"))),
                Map.entry(
                        "show",
                        List.of(
                                new Example("The last run again, with output", "dockplay show -v"),
                                new Example("The last run as a page", "dockplay show --report run.html"))),
                Map.entry(
                        "exec",
                        List.of(
                                new Example("The kernel of all hosts", "dockplay exec all -i hosts -- uname -r"),
                                new Example(
                                        "A pipe, as root",
                                        "dockplay exec web -i hosts -b --shell 'docker ps -q | wc -l'"))),
                Map.entry("ping", List.of(new Example("Who can be worked with", "dockplay ping all -i hosts"))),
                Map.entry("facts", List.of(new Example("What a host is", "dockplay facts web1 -i hosts"))),
                Map.entry(
                        "hosts", List.of(new Example("Whom a pattern selects", "dockplay hosts 'web:!web3' -i hosts"))),
                Map.entry(
                        "inventory",
                        List.of(
                                new Example("Groups and hosts as a tree", "dockplay inventory -i hosts --graph"),
                                new Example("The variables of a host", "dockplay inventory -i hosts --host web1"))),
                Map.entry("modules", List.of(new Example("The options of a module", "dockplay modules file"))),
                Map.entry("init", List.of(new Example("Begin a project", "dockplay init my-fleet"))),
                Map.entry("config", List.of(new Example("What is set, and where", "dockplay config"))),
                Map.entry("completion", List.of(new Example("For this bash", "source <(dockplay completion bash)"))),
                Map.entry("man", List.of(new Example("Read about a command", "dockplay man apply | man -l -"))),
                Map.entry(
                        "rehearse",
                        List.of(
                                new Example("Try a playbook on throw-away hosts", "dockplay rehearse site.yml"),
                                new Example("Hosts to try things on", "dockplay rehearse --keep --centos7 2"))),
                Map.entry(
                        "vault",
                        List.of(new Example("Encrypt a file", "dockplay vault encrypt group_vars/all/secret.yml"))));
    }

    private Examples() {}

    /** The examples of a command; none where there is nothing to show. */
    public static List<Example> of(String command) {
        return All.BY_COMMAND.getOrDefault(command, List.of());
    }

    /** The examples of a command, in the language of its help. */
    static List<Example> of(CommandSpec command) {
        List<Example> examples = of(command.name());
        Messages messages = command.usageMessage().messages();
        if (messages == null) {
            return examples;
        }
        String[] english = examples.stream().map(Example::task).toArray(String[]::new);
        String[] tasks = messages.getStringArray("usage.examples", english);
        return IntStream.range(0, english.length)
                .mapToObj(i -> new Example(tasks[i], examples.get(i).line()))
                .toList();
    }

    /** Lets the usage of each command of a command line end with its examples. */
    public static void into(CommandLine line) {
        line.getSubcommands().forEach((name, command) -> {
            List<String> sections = new ArrayList<>(command.getHelpSectionKeys());
            sections.add(SECTION);
            command.setHelpSectionKeys(sections);
            command.getHelpSectionMap().put(SECTION, help -> text(help.commandSpec()));
        });
    }

    private static String text(CommandSpec command) {
        Messages messages = command.usageMessage().messages();
        String layout = messages == null ? LAYOUT : messages.getString("usage.exampleLayout", LAYOUT);
        return of(command).stream()
                .map(example -> layout.formatted(example.task(), example.line()))
                .collect(Collectors.joining());
    }
}
