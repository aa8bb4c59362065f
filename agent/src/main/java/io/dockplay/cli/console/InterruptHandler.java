package io.dockplay.cli.console;

import io.dockplay.message.Message;
import java.io.PrintWriter;
import java.util.Optional;

/** Tells, when the program is interrupted, how far it came and what becomes of the changes that are running. */
public final class InterruptHandler {

    private volatile Optional<Run> run = Optional.empty();

    /**
     * What becomes of a run's report.
     *
     * @param takeAway takes the live part off the terminal, and with it the {@code ^C} that the terminal put behind it
     * @param lastWords prints how far the run came
     */
    private record Run(Runnable takeAway, Runnable lastWords) {}

    /**
     * A run begins, of which there is something to tell before the program ends.
     *
     * @param takeAway takes the live part off the terminal
     * @param lastWords prints how far the run came
     */
    public void begin(Runnable takeAway, Runnable lastWords) {
        run = Optional.of(new Run(takeAway, lastWords));
    }

    /** The run has ended; its report says the rest. */
    public void end() {
        run = Optional.empty();
    }

    /** The thread that the Java machine runs when it is told to end. */
    public Thread hook(PrintWriter out, PrintWriter err) {
        return new Thread(() -> {
            Optional<Run> interrupted = run;
            interrupted.ifPresent(any -> any.takeAway().run());
            err.println(); // behind the ^C of a terminal; the report may be of a form that has no empty line
            interrupted.ifPresent(any -> any.lastWords().run());
            out.flush();
            err.println(
                    interrupted.isEmpty()
                            ? Message.of("interrupted")
                            : Message.of("interrupted: a change that has begun on a host goes on to its end; run the"
                                    + " same command again"));
        });
    }
}
