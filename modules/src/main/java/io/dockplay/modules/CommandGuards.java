package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Script;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What keeps a command from being run, and where it runs.
 *
 * @param creates a path: when it is there, nothing is run
 * @param removes a path: when it is not there, nothing is run
 * @param unless a line for the shell that only looks: when it succeeds, nothing is run
 * @param chdir the directory in which the command, and unless, runs
 */
record CommandGuards(
        Optional<String> creates, Optional<String> removes, Optional<String> unless, Optional<String> chdir) {

    private static final Pattern PATH = Pattern.compile("(?<![\\w.$}-])/\\w[\\w.+@/-]*\\w");

    Script probe() {
        Script script = Script.NOTHING;
        if (creates.isPresent()) {
            script = script.then(Script.of("answer creates; if [ -e {} ]; then echo yes; fi", creates.get()));
        }
        if (removes.isPresent()) {
            script = script.then(Script.of("answer removes; if [ ! -e {} ]; then echo gone; fi", removes.get()));
        }
        if (unless.isPresent()) {
            Script test = inDirectory(Script.of("sh -c {}", unless.get()));
            script = script.then(Script.of("answer unless; if ({}) >/dev/null 2>&1; then echo holds; fi", test));
        }
        return script;
    }

    Script inDirectory(Script command) {
        return chdir.isPresent() ? Script.of("cd {} && {}", chdir.get(), command) : command;
    }

    /** Why the command need not run, such as {@code creates}; empty when it must. */
    static String needless(Answers answers) {
        if (!answers.text("creates").isEmpty()) {
            return "creates";
        }
        if (!answers.text("removes").isEmpty()) {
            return "removes";
        }
        return answers.text("unless").isEmpty() ? "" : "unless";
    }

    /** The earlier planned task after which that may not hold any more, because it touches what the guard looks at. */
    Optional<String> disturber(String needless, Pending pending) {
        return switch (needless) {
            case "removes" -> removes.flatMap(pending::writerOf);
            case "creates" -> creates.flatMap(path -> pending.writerOf(FilePath.removed(path)));
            case "unless" -> FilePath.disturber(
                    PATH.matcher(unless.orElse("")).results().map(MatchResult::group).toList(), pending);
            default -> Optional.empty();
        };
    }

    /** Whether what it creates is there. */
    static boolean created(Answers answers) {
        return !answers.text("creates").isEmpty();
    }

    /** A command is believed by its exit code, because there is nothing else to look at but what it creates. */
    Optional<String> unmet(String called, boolean created, Outcome outcome) {
        if (outcome.exitCode() != 0) {
            return Optional.of("the " + called + " failed");
        }
        return creates.isPresent() && !created
                ? Optional.of("it ended well, but did not create " + creates.get())
                : Optional.empty();
    }
}
