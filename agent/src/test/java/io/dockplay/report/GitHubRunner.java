package io.dockplay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What GitHub's runner makes of a step's output, by its own rules.
 *
 * <p>It obeys {@code ::name …::text} at the beginning of a line, behind any spaces, and {@code ##[name …]text} anywhere in one;
 * after {@code ::stop-commands::WORD} nothing but {@code ::WORD::}.
 *
 * @param obeyed the commands, as they were printed
 * @param shown all other lines
 */
public record GitHubRunner(List<String> obeyed, List<String> shown) {

    private static final Pattern COMMAND = Pattern.compile("\\s*::([^\\s:]+)(?: [^\\n]*?)?::(.*)");
    private static final Pattern OLD = Pattern.compile(".*##\\[([a-z-]+)[^\\]]*\\].*");

    /** Reads an output. */
    public static GitHubRunner of(String output) {
        GitHubRunner runner = new GitHubRunner(new ArrayList<>(), new ArrayList<>());
        String word = "";
        for (String line : output.split("\r\n|[\n\r]", -1)) {
            Matcher command = COMMAND.matcher(line);
            if (!word.isEmpty()) {
                if (command.matches() && command.group(1).equals(word)) {
                    word = "";
                } else {
                    runner.shown.add(line);
                }
            } else if (command.matches() && command.group(1).equals("stop-commands")) {
                word = command.group(2).strip();
            } else if (command.matches() || OLD.matcher(line).matches()) {
                runner.obeyed.add(line);
            } else {
                runner.shown.add(line);
            }
        }
        return runner;
    }
}
