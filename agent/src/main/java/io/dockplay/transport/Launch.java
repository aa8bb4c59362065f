package io.dockplay.transport;

import io.dockplay.resource.Script;

/**
 * The command line that starts the runtime on a host under the right user.
 *
 * <p>The text of the runtime is not part of it. It arrives on the standard input, after a line with the beginning of
 * the nonce. Everything before that line is skipped, because sudo reads a password only if it needs one. When sudo
 * refuses, a frame reports it, and what was sent for the runtime is still read: some servers end the session of a
 * client that sends to a command which has ended.
 *
 * <p>The login shell reads the command line first, and it can be any shell. So nothing is quoted twice. Inside the
 * quotes there is no single quote, no exclamation mark, no newline and no double backslash: fish and csh read these
 * differently.
 *
 * @param become the user that the runtime runs as
 * @param start the beginning of the nonce, which is the line before the runtime; the whole nonce is in no process list
 * @param length how many bytes the runtime's text has
 * @param terminal whether the command gets a terminal
 */
record Launch(Become become, String start, int length, boolean terminal) {

    /** Reads the runtime; $1 is the line before it, $2 its length. */
    private static final String RUNTIME =
            "line=; until [ \"$line\" = \"$1\" ]; do read -r line || exit; done; eval \"$(head -c \"$2\")\"";

    /** Runs the code that reads the runtime, which is $1; $2 and $3 are the arguments of that code. */
    private static final String RUN = "/bin/sh -c \"$1\" dockplay \"$2\" \"$3\"";

    /** Succeeds for root; it starts a process only where there is no /proc. */
    private static final String IS_ROOT = "while read -r key _ user _; do if [ \"$key\" = Uid: ]; then break; fi; done "
            + "2>/dev/null </proc/self/status; [ \"${user:-$(id -u)}\" = 0 ]";

    private static final String SUDO = "LC_ALL=C PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin sudo ";
    private static final String RUN_BY_SUDO = " /bin/sh -c \"exec 2>/dev/null; $1\" dockplay \"$2\" \"$3\" 2>&1";

    private static final String TELL_END = "; printf \"\\n%s refused %s\\n\" \"$2\" \"$?\"; cat >/dev/null";

    String command() {
        return Script.of("exec /bin/sh -c {} dockplay {} {} {}", code(), RUNTIME, start, length)
                .code();
    }

    private String code() {
        if (terminal) {
            // On a terminal bash reads more than one line, and sudo drops what follows the password; on a pipe they do
            // not. The end is reported at once, because the first cat goes on reading.
            return "stty raw -echo; printf \"\\n%s ready\\n\" \"$2\"; cat | { "
                    + (become.root() ? "if " + IS_ROOT + "; then " + RUN + "; else " + bySudo() + "; fi" : RUN)
                    + TELL_END + "; }";
        }
        return become.root() ? "if " + IS_ROOT + "; then exec " + RUN + "; fi; " + bySudo() + TELL_END : "exec " + RUN;
    }

    private String bySudo() {
        return SUDO + (become.password().isPresent() ? "-S -p \"\"" : "-n") + RUN_BY_SUDO;
    }
}
