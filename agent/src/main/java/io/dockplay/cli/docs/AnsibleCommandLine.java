package io.dockplay.cli.docs;

import io.dockplay.cli.console.ShellWord;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An {@code exec} as an Ansible user's hands type it, such as {@code exec all -m shell -a 'uname -r'}, and the line to type.
 *
 * @param options what exec has too, as it was typed
 * @param habits the options that only Ansible has, with their values
 * @param words all else: the pattern, and perhaps a command
 */
record AnsibleCommandLine(List<String> options, Map<String, String> habits, List<String> words) {

    private static final Map<String, String> HABITS =
            Map.of("-m", "-m", "--module-name", "-m", "-a", "-a", "--args", "-a", "-l", "-l", "--limit", "-l");

    AnsibleCommandLine {
        options = List.copyOf(options);
        habits = Map.copyOf(habits);
        words = List.copyOf(words);
    }

    /** The problem with its line; none when the line is no exec of Ansible's kind. */
    static Optional<Problem> problem(CommandSpec command, List<String> given) {
        if (!command.name().equals("exec") || given.contains("--")) {
            return Optional.empty();
        }
        AnsibleCommandLine line = read(command, given.subList(1, given.size()));
        if (!line.habits.isEmpty()) {
            return Optional.of(Problem.of(
                    Message.of("dockplay exec is not written like ansible"), Message.of("Write %s.", line.written())));
        }
        boolean loose = line.words.size() > 1 && line.words.stream().anyMatch(word -> word.matches("-.*|.* .*"));
        return loose
                ? Optional.of(Problem.of(
                        Message.of("the words of the command stand without -- before them"),
                        Message.of("Write %s.", line.written())))
                : Optional.empty();
    }

    private static AnsibleCommandLine read(CommandSpec command, List<String> given) {
        List<String> options = new ArrayList<>();
        Map<String, String> habits = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            OptionSpec option = command.findOption(word.replaceFirst("=.*", ""));
            boolean last = i + 1 == given.size();
            if (option != null) {
                options.add(word);
                if (option.arity().min() > 0 && !word.contains("=") && !last) {
                    options.add(given.get(++i));
                }
            } else if (HABITS.containsKey(word) && words.size() < 2 && !last) {
                habits.put(HABITS.get(word), given.get(++i));
            } else {
                words.add(word);
            }
        }
        return new AnsibleCommandLine(options, habits, words);
    }

    private String written() {
        boolean limited = habits.containsKey("-l");
        // Without -m and -a all but the first word is the command; with -l there may be no pattern at all.
        boolean patternless = limited
                && !habits.containsKey("-a")
                && words.size() == 1
                && !words.get(0).equals("all");
        String first = patternless || words.isEmpty() ? "all" : words.get(0);
        String pattern =
                limited ? first.equals("all") ? habits.getOrDefault("-l", "") : first + ":&" + habits.get("-l") : first;
        List<String> command = words.subList(Math.min(patternless ? 0 : 1, words.size()), words.size());
        String text = habits.getOrDefault("-a", String.join(" ", command));
        String inventory = options.stream().anyMatch(each -> each.startsWith("-i") || each.startsWith("--inventory"))
                ? ""
                : " -i hosts";
        String where = ShellWord.quoted(pattern)
                + inventory
                + options.stream().map(each -> " " + ShellWord.quoted(each)).collect(Collectors.joining());
        return switch (habits.getOrDefault("-m", "command").replaceFirst("^ansible\\.builtin\\.", "")) {
            case "ping" -> "dockplay ping " + where;
            case "setup", "gather_facts" -> "dockplay facts " + where;
            case "shell", "raw" -> "dockplay exec " + where + " --shell " + ShellWord.quoted(text);
            case "command" ->
                "dockplay exec " + where
                        + (text.matches("[^|&;<>()$`\\\\\"'*?#~\\[\\]{}!]+")
                                ? " -- " + text
                                : " --shell " + ShellWord.quoted(text));
            default -> "a task of a playbook, and dockplay apply site.yml -l " + where;
        };
    }
}
