package io.dockplay.cli.option;

import picocli.CommandLine.Option;

/** The option {@code --forks}. */
public final class ForksOption {

    private static final String USUAL = "50";

    @Option(
            names = {"-f", "--forks"},
            defaultValue = USUAL,
            paramLabel = "N",
            description = "At how many hosts at a time (default: ${DEFAULT-VALUE}).")
    public int count = Integer.parseInt(USUAL);
}
