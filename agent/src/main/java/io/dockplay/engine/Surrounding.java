package io.dockplay.engine;

import io.dockplay.playbook.Way;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;

/** Puts around a script what its task says of how it runs: the environment, and another user. */
final class Surrounding {

    private Surrounding() {}

    /**
     * A look; what it answers reaches the shell that sent it. The nonce comes by the standard input: in the environment all
     * that the other user runs could read it, and pose as the host.
     */
    static Script probe(Way way, Script script) {
        Script whole = environment(way).then(script);
        return way.user().isEmpty() || script.isNothing()
                ? whole
                : Script.of(
                        "cd / && printf '%s\\n' \"$nonce\" | su -s /bin/sh {} -c {}",
                        way.user().get(), Script.of("""
                                read -r nonce
                                exec </dev/null
                                frame() { printf '\\n%s %s\\n' "$nonce" "$*"; }
                                answer() { frame answer "$1"; }
                                {}""", endingAll(whole)).code());
    }

    /** A change. */
    static Script change(Way way, Script script) {
        Script whole = environment(way).then(script);
        return way.user().isEmpty() || script.isNothing()
                ? whole
                : Script.of(
                        "cd / && su -s /bin/sh {} -c {}",
                        way.user().get(),
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

    private static Script environment(Way way) {
        List<String> words = new ArrayList<>();
        way.environment().forEach((name, value) -> words.add(name + "=" + value));
        return words.isEmpty() ? Script.NOTHING : Script.of("export {}", words);
    }
}
