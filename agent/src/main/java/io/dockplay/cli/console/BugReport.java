package io.dockplay.cli.console;

import io.dockplay.engine.event.Secrets;
import io.dockplay.problem.Harmless;
import io.dockplay.vault.Revealed;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Tells of a bug in dockplay itself. */
public final class BugReport {

    private BugReport() {}

    /**
     * Prints what went wrong; what it looks like inside only when asked.
     *
     * @param revealed what the run has decrypted, which is not printed
     * @return the exit code
     */
    public static int print(Throwable bug, Revealed revealed, PrintWriter err, boolean debug) {
        Secrets secrets = Secrets.ofVault(revealed);
        err.println(Harmless.text(secrets.mask("error: a bug in dockplay: " + bug)));
        err.println("  Please report it, with what --debug prints.");
        if (debug) {
            err.print(Harmless.text(secrets.mask(trace(bug))));
        }
        return ExitCode.BUG.number();
    }

    /** The stack trace of something that was thrown. */
    public static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
