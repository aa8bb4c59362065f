package io.dockplay.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how much of a run is shown. */
public final class ShowOptions {

    @Option(
            names = "--diff",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Show how the content of files differs; --no-diff: only that it does (default: --diff).")
    public boolean diff = true;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only what is wrong, and one line of how all ended.")
    public boolean quiet;

    @Option(names = "--profile", description = "At the end show how long each task took, the slowest first.")
    public boolean profile;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write the run to this file, as one HTML page that needs nothing beside it.")
    public Optional<Path> report = Optional.empty();

    @Option(
            names = "--notify",
            paramLabel = "URL",
            description = "At the end post what came of the run to this address, as JSON; it is never shown whole.")
    public Optional<String> notifyUrl = Optional.empty();
}
