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
 * <p>The login shell reads it first, and that may be any. So nothing in it is quoted twice, and within the quotes stands no
 * single quote, no exclamation mark, no newline, and no backslash before another one: fish and csh read those otherwise.
 *
 * @param become whom the runtime runs as
 * @param start what the line before the runtime says: how the nonce begins, for all of it stands in no process list
 * @param length how many bytes the runtime's text has
 * @param terminal whether the command gets a terminal
 */
record Launch(Become become, String start, int length, boolean terminal) {

    /** Reads the runtime: $1 is the line before it, $2 its length. */
    private static final String RUNTIME =
            "line=; until [ \"$line\" = \"$1\" ]; do read -r line || exit; done; eval \"$(head -c \"$2\")\"";

    /** For the code around it $1 is what reads the runtime; $2 and $3 are that one's own. */
    private static final String RUN = "/bin/sh -c \"$1\" dockplay \"$2\" \"$3\"";

    private static final String SUDO = "env LC_ALL=C PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin sudo ";
    private static final String RUN_BY_SUDO = " /bin/sh -c \"exec 2>/dev/null; $1\" dockplay \"$2\" \"$3\" 2>&1";

    private static final String TELL_END = "; printf \"\\n%s refused %s\\n\" \"$2\" \"$?\"; cat >/dev/null";

    String command() {
        return Script.of("exec /bin/sh -c {} dockplay {} {} {}", code(), RUNTIME, start, length)
                .code();
    }

    private String code() {
        if (terminal) {
            // From a terminal bash reads more than the line that it was asked for, and sudo throws away what stands
            // behind
            // the password; from a pipe they do not. The end is told at once, for the first cat goes on reading.
            return "stty raw -echo; printf \"\\n%s ready\\n\" \"$2\"; cat | { "
                    + (become.root() ? "if [ \"$(id -u)\" = 0 ]; then " + RUN + "; else " + bySudo() + "; fi" : RUN)
                    + TELL_END + "; }";
        }
        return become.root()
                ? "if [ \"$(id -u)\" = 0 ]; then exec " + RUN + "; fi; " + bySudo() + TELL_END
                : "exec " + RUN;
    }

    private String bySudo() {
        return SUDO + (become.password().isPresent() ? "-S -p \"\"" : "-n") + RUN_BY_SUDO;
    }
}
