package io.dockplay.modules.commands;

import io.dockplay.modules.files.FilePath;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What keeps a command from being run, and where it runs.
 *
 * @param creates a path or a pattern: when there is any of it, nothing is run
 * @param removes a path or a pattern: when there is none of it, nothing is run
 * @param unless a line for the shell that only looks: when it succeeds, nothing is run
 * @param chdir the directory in which the command, and unless, runs
 */
record CommandGuards(
        Optional<String> creates, Optional<String> removes, Optional<String> unless, Optional<String> chdir) {

    private static final Pattern PATH = Pattern.compile("(?<![\\w.$}-])/\\w[\\w.+@/-]*\\w");

    Script probe() {
        Script script = Script.NOTHING;
        if (creates.isPresent()) {
            script = script.then(Script.of("answer creates; if {}; then echo yes; fi", isThere(creates.get())));
        }
        if (removes.isPresent()) {
            script = script.then(Script.of("answer removes; if ! {}; then echo gone; fi", isThere(removes.get())));
        }
        if (unless.isPresent()) {
            Script test = inDirectory(Script.of("sh -c {}", unless.get()));
            script = script.then(Script.of("answer unless; if ({}) >/dev/null 2>&1; then echo holds; fi", test));
        }
        return script;
    }

    /**
     * Whether there is anything of that path, also a link that leads nowhere; the path may be a pattern, which is understood as
     * Ansible does: of all characters only {@code *}, {@code ?} and {@code [} are special, and a backslash is one like others.
     */
    private static Script isThere(String path) {
        if (path.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
            return Script.of("{ [ -e {} ] || [ -L {} ]; }", path, path);
        }
        return Script.of("""
                (pattern={}; IFS=; set +f
                  for each in $pattern; do if [ -e "$each" ] || [ -L "$each" ]; then exit 0; fi; done; exit 1)""", path.replace("\\", "\\\\"));
    }

    Script inDirectory(Script command) {
        return chdir.isPresent() ? Script.of("cd {} && {}", chdir.get(), command) : command;
    }

    /** Why the command need not run, such as {@code creates}; empty when it must. */
    static String needless(ProbeOutput probeOutput) {
        if (!probeOutput.text("creates").isEmpty()) {
            return "creates";
        }
        if (!probeOutput.text("removes").isEmpty()) {
            return "removes";
        }
        return probeOutput.text("unless").isEmpty() ? "" : "unless";
    }

    /** The earlier planned task after which that may not hold any more, because it touches what the guard looks at. */
    Optional<String> disturber(String needless, PendingChanges pendingChanges) {
        return switch (needless) {
            case "removes" -> removes.flatMap(pendingChanges::writerOf);
            case "creates" -> creates.flatMap(path -> pendingChanges.writerOf(FilePath.removed(path)));
            case "unless" ->
                FilePath.disturber(
                        PATH.matcher(unless.orElse(""))
                                .results()
                                .map(MatchResult::group)
                                .toList(),
                        pendingChanges);
            default -> Optional.empty();
        };
    }

    /** Whether what it creates is there. */
    static boolean created(ProbeOutput probeOutput) {
        return !probeOutput.text("creates").isEmpty();
    }

    /** A command is believed by its exit code, because there is nothing else to look at but what it creates. */
    Optional<String> unmet(String called, boolean created, ScriptResult scriptResult) {
        if (scriptResult.exitCode() != 0) {
            return Optional.of("the " + called + " failed");
        }
        return creates.isPresent() && !created
                ? Optional.of("it ended well, but did not create " + creates.get())
                : Optional.empty();
    }
}
