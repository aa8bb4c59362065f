package io.dockplay.cli.option;

import io.dockplay.cli.console.Terminal;
import picocli.CommandLine.Option;

/** The option {@code --color}. */
public final class ColourOption {

    /** When there are colours. */
    private enum When {
        ALWAYS,
        NEVER,
        AUTO
    }

    @Option(
            names = {"--color", "--colour"},
            defaultValue = "auto",
            paramLabel = "always|never|auto",
            description = "Colours; auto: on a terminal, unless NO_COLOR is set or TERM is dumb (default: auto).")
    private When when = When.AUTO;

    /** Whether results have colours. */
    public boolean isOn() {
        return when == When.AUTO ? Terminal.showsColours() : when == When.ALWAYS;
    }
}
