package io.dockplay.engine.task;

import io.dockplay.playbook.RunAs;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;

/** Wraps a script so that it runs as its task says: with an environment, and as another user. */
public final class ScriptWrapper {

    private ScriptWrapper() {}

    /**
     * Wraps a probe, whose answers reach the shell that sent it. The nonce comes on the standard input: from the environment
     * every process of the other user could read it, and pose as the host.
     */
    static Script probe(RunAs runAs, Script script) {
        Script whole = environment(runAs).then(script);
        return runAs.user().isEmpty() || script.isNothing()
                ? whole
                : Script.of(
                        "cd / && printf '%s\\n' \"$nonce\" | su -s /bin/sh {} -c {}",
                        runAs.user().get(), Script.of("""
                                read -r nonce
                                exec </dev/null
                                frame() { printf '\\n%s %s\\n' "$nonce" "$*"; }
                                answer() { frame answer "$1"; }
                                {}""", endingAll(whole)).code());
    }

    /** Wraps the script of a change. */
    public static Script change(RunAs runAs, Script script) {
        Script whole = environment(runAs).then(script);
        return runAs.user().isEmpty() || script.isNothing()
                ? whole
                : Script.of(
                        "cd / && su -s /bin/sh {} -c {}",
                        runAs.user().get(),
                        endingAll(Script.of("set -e\n{}", whole)).code());
    }

    /**
     * Makes a shell that su starts end together with all its processes: when the time is over, su signals only that shell,
     * which has a session of its own.
     */
    private static Script endingAll(Script script) {
        return Script.of("""
                trap 'kill -KILL 0' TERM
                (
                {}
                ) &
                wait "$!\"""", script);
    }

    private static Script environment(RunAs runAs) {
        List<String> words = new ArrayList<>();
        runAs.environment().forEach((name, value) -> words.add(name + "=" + value));
        return words.isEmpty() ? Script.NOTHING : Script.of("export {}", words);
    }
}
