package io.dockplay.cli.console;

import java.io.PrintWriter;

/** Tells, when the program is interrupted, how far it came and what becomes of the changes that are running. */
public final class InterruptHandler {

    private volatile Runnable lastWords = () -> {};

    /** Sets what is printed before the program ends. */
    public void lastWords(Runnable words) {
        lastWords = words;
    }

    /** The thread that the Java machine runs when it is told to end. */
    public Thread hook(PrintWriter out, PrintWriter err) {
        return new Thread(() -> {
            err.println(); // behind the ^C of a terminal; the report may be of a form that has no empty line
            lastWords.run();
            out.flush();
            err.println(
                    "interrupted: a change that has begun on a host goes on to its end; run the same command again");
        });
    }
}
