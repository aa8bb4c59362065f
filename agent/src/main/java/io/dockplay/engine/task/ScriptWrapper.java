package io.dockplay.engine.task;

import io.dockplay.playbook.RunAs;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;

/** Puts around a script what its task says of how it runs: the environment, and another user. */
public final class ScriptWrapper {

    private ScriptWrapper() {}

    /**
     * A look; what it answers reaches the shell that sent it. The nonce comes by the standard input: in the environment all
     * that the other user runs could read it, and pose as the host.
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

    /** A change. */
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
     * Has a shell that su starts end with all that it has started: su, when its time is over, tells only that shell, which
     * is in a session of its own.
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
