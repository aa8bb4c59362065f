package io.dockplay.cli.console;

import java.io.Console;
import java.util.Optional;

/** The terminal that someone sits at, where there is one. */
public final class Terminal {

    private Terminal() {}

    /** The console when both input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    public // what is new in Java 22 is asked for below
    static Optional<Console> get() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            // Since Java 22 there is a console even where there is no terminal.
            boolean terminal = (Boolean) Console.class.getMethod("isTerminal").invoke(console);
            return terminal ? Optional.of(console) : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.of(console);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** Whether the terminal shows colours; a dumb one does not, and NO_COLOR says that nobody wants them. */
    public static boolean showsColours() {
        String never = System.getenv("NO_COLOR");
        return isPainted() && (never == null || never.isEmpty());
    }

    /** Whether there is a terminal that can paint over what it shows. */
    public static boolean isPainted() {
        String type = System.getenv("TERM");
        return type != null && !type.isEmpty() && !type.equals("dumb") && get().isPresent();
    }
}
