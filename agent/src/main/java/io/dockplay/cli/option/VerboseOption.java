package io.dockplay.cli.option;

import picocli.CommandLine.Option;

/** The option {@code --verbose}, which counts how often it is given. */
public final class VerboseOption {

    @Option(
            names = {"-v", "--verbose"},
            description = "Also what is as wanted and every script that ran; -vv also the scripts that only looked.")
    private boolean[] given = new boolean[0];

    /** 0 without it, 1 for {@code -v}, 2 for {@code -vv}. */
    public int level() {
        return given.length;
    }
}
