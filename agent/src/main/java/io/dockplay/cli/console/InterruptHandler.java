package io.dockplay.cli.console;

import java.io.PrintWriter;

/** Tells somebody who interrupts a run how far it came, and what becomes of the changes at work. */
public final class InterruptHandler {

    private volatile Runnable lastWords = () -> {};

    /** Sets what is told about the run, from now on, before the program ends. */
    public void lastWords(Runnable words) {
        lastWords = words;
    }

    /** The thread that the JVM runs when it is told to end. */
    public Thread hook(PrintWriter out, PrintWriter err) {
        return new Thread(() -> {
            out.println();
            lastWords.run();
            out.flush();
            err.println(
                    "interrupted: a change that has begun on a host goes on to its end; run the same command again");
        });
    }
}
