package io.dockplay.transport;

import io.dockplay.resource.Script;

/**
 * The command line that starts the runtime on a host under the right user.
 *
 * <p>The runtime's text is not part of it: it arrives on the standard input, after a line with the nonce's beginning. Whatever comes
 * before that line is skipped, because sudo reads a password only if it wants one. When sudo refuses, that is told in a frame,
 * and what was sent for the runtime is read all the same: a server may end the session of a client that sends to a command
 * which has gone.
 *
 * @param become whom the runtime runs as
 * @param start what the line before the runtime says: how the nonce begins, for all of it stands in no process list
 * @param length how many bytes the runtime's text has
 * @param terminal whether the command gets a terminal
 */
record Launch(Become become, String start, int length, boolean terminal) {

    String command() {
        Script runtime = Script.of(
                "while read -r line; do [ \"$line\" != {} ] || break; done; eval \"$(head -c {})\"", start, length);
        if (terminal) {
            // From a terminal bash reads more than the line that it was asked for; from a pipe it does not. Its end is
            // told at once, for cat goes on reading.
            runtime = Script.of(
                    "cat | { /bin/sh -c {} dockplay; printf '\\n%s refused %s\\n' {} \"$?\"; }", runtime.code(), start);
        }
        Script command = become.root()
                ? Script.of(
                        "[ \"$(id -u)\" != 0 ] || exec /bin/sh -c {} dockplay; "
                                + "env LC_ALL=C PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin sudo {} /bin/sh -c {} dockplay 2>&1; "
                                + "printf '\\n%s refused %s\\n' {} \"$?\"; cat >/dev/null",
                        runtime.code(),
                        become.password().isPresent() ? Script.of("-S -p ''") : Script.of("-n"),
                        Script.of("exec 2>/dev/null; {}", runtime).code(),
                        start)
                : Script.of("exec /bin/sh -c {} dockplay", runtime.code());
        if (terminal) {
            command = Script.of("stty raw -echo; printf '\\n%s ready\\n' {}; {}", start, command);
        }
        return Script.of("exec /bin/sh -c {}", command.code()).code();
    }
}
