package io.dockplay.cli.console;

import java.io.PrintWriter;

/** What is said when somebody interrupts the program: how far it came, and what becomes of the changes at work. */
public final class InterruptHandler {

    private static volatile Runnable lastWords = () -> {};

    private InterruptHandler() {}

    /** What is to be said from now on, before the program ends. */
    public static void lastWords(Runnable words) {
        lastWords = words;
    }

    /** A thread for the machine to run when it is told to end. */
    public static Thread hook(PrintWriter out, PrintWriter err) {
        return new Thread(() -> {
            out.println();
            lastWords.run();
            out.flush();
            err.println(
                    "interrupted: a change that has begun on a host goes on to its end; run the same command again");
        });
    }
}
