package io.dockplay.modules.commands;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FilePath;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The conditions under which a command is skipped, and the directory in which it runs.
 *
 * @param creates a path or a pattern: when something matches it, the command is skipped
 * @param removes a path or a pattern: when nothing matches it, the command is skipped
 * @param unless a read-only line for the shell: when it succeeds, the command is skipped
 * @param chdir the directory in which the command and {@code unless} run
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
            Script test = inDirectory(Script.of("exec sh -c {}", unless.get()));
            script = script.then(Script.of("answer unless; if ({}) >/dev/null 2>&1; then echo holds; fi", test));
        }
        return script;
    }

    /**
     * Tests whether anything matches a path or a pattern; a dangling link counts.
     *
     * <p>A pattern means what it means to Ansible: only {@code *}, {@code ?} and {@code [} are special, a backslash is
     * not.
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

    /** Reads which guard skips the command, such as {@code creates}; empty when the command must run. */
    static String needless(ProbeOutput probeOutput) {
        if (!probeOutput.text("creates").isEmpty()) {
            return "creates";
        }
        if (!probeOutput.text("removes").isEmpty()) {
            return "removes";
        }
        return probeOutput.text("unless").isEmpty() ? "" : "unless";
    }

    /** Finds the earlier planned task that may change what the guard has seen. */
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

    /** Whether the path that the command creates exists. */
    static boolean created(ProbeOutput probeOutput) {
        return !probeOutput.text("creates").isEmpty();
    }

    /** Says why the command failed: by its exit code, or because the path that it creates is missing. */
    Optional<Message> unmet(Message failed, boolean created, ScriptResult scriptResult) {
        if (scriptResult.exitCode() != 0) {
            return Optional.of(failed);
        }
        return creates.isPresent() && !created
                ? Optional.of(Message.of("it ended well, but did not create %s", creates.get()))
                : Optional.empty();
    }
}
