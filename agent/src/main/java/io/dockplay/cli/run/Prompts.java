package io.dockplay.cli.run;

import io.dockplay.cli.option.RunOptions;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks on the terminal for the variables of {@code vars_prompt} that {@code -e} does not give. */
record Prompts(Optional<Console> terminal) {

    /**
     * Asks, and adds the answers as YAML texts.
     *
     * @param files reads the files of variables
     * @return what nobody could be asked for
     */
    List<Problem> ask(List<Play> plays, RunOptions options, InputFiles files) {
        List<Problem> problems = new ArrayList<>();
        Set<String> given = options.extraVariables.names(files);
        for (Play play : plays) {
            for (Play.Prompt prompt : play.prompts()) {
                if (prompt.isPrivate()) {
                    options.askedSecretly.add(prompt.name());
                }
                if (given.contains(prompt.name())) {
                    continue;
                }
                Optional<String> answer = terminal.map(console -> ask(console, prompt))
                        .or(prompt::fallback)
                        .or(() -> options.asks ? Optional.empty() : Optional.of(""));
                if (answer.isPresent()) {
                    given.add(prompt.name());
                    options.extraVariables.add(Map.of(prompt.name(), quoted(answer.get())));
                } else {
                    problems.add(Problem.at(
                            play.position(),
                            Message.of("vars_prompt: there is no terminal to ask for %s on", prompt.name()),
                            Message.of("Give it: -e %s=…, or a default: in the play.", prompt.name())));
                }
            }
        }
        return problems;
    }

    private static String ask(Console console, Play.Prompt prompt) {
        String question = prompt.question()
                + prompt.fallback()
                        .filter(any -> !prompt.isPrivate())
                        .map(text -> " [" + text + "]")
                        .orElse("") + ": ";
        while (true) {
            String first = read(console, question, prompt.isPrivate());
            if (first.isEmpty() && prompt.fallback().isPresent()) {
                return prompt.fallback().get();
            }
            if (!prompt.confirm() || first.equals(read(console, "The same again: ", prompt.isPrivate()))) {
                return first;
            }
            console.printf("These were not the same.%n");
        }
    }

    private static String read(Console console, String question, boolean isPrivate) {
        if (isPrivate) {
            char[] typed = console.readPassword("%s", question);
            return typed == null ? "" : new String(typed);
        }
        String typed = console.readLine("%s", question);
        return typed == null ? "" : typed;
    }

    /** What is typed is a text, even where YAML would read a number or a list. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
