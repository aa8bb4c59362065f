package io.dockplay.cli.run;

import io.dockplay.cli.console.ShellWord;
import io.dockplay.engine.fleet.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The command to type after a run. */
final class NextCommand {

    /** The option with an address that is never printed whole, and so cannot be typed again. */
    private static final String NOTIFY = "--notify";

    private NextCommand() {}

    /**
     * The same command for the hosts that failed.
     *
     * @param playbook what ran; a saved plan that it came from has its own hosts, and there is no such command
     * @param words the command line that ran
     * @param mask hides what is secret in a word
     */
    static Optional<String> again(Path playbook, RunSummary summary, List<String> words, UnaryOperator<String> mask) {
        boolean bad =
                summary.hosts().values().stream().anyMatch(host -> host.status().isBad());
        if (!bad || !words.contains(playbook.toString())) {
            return Optional.empty();
        }
        List<String> next = new ArrayList<>(List.of("dockplay"));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-l") || word.equals("--limit") || word.equals(NOTIFY)) {
                i++;
            } else if (!word.startsWith("-l") && !word.startsWith("--limit=") && !word.startsWith(NOTIFY + "=")) {
                next.add(word);
            }
        }
        next.addAll(List.of("-l", "@failed"));
        return Optional.of(next.stream().map(mask).map(ShellWord::quoted).collect(Collectors.joining(" ")));
    }
}
