package io.dockplay.cli.option;

import picocli.CommandLine.Option;

/** The option {@code --format} of the commands that run a playbook, or show such a run again. */
public final class RunFormatOption {

    /** How a run is reported. */
    public enum Format {
        TEXT,
        JSON,
        JUNIT,
        GITHUB
    }

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "text|json|junit|github",
            description = "json: one object a line; junit: XML for CI systems; github: commands for GitHub's runner.")
    private Format format = Format.TEXT;

    /** The same for a command that has only text and JSON. */
    static RunFormatOption of(FormatOption other) {
        RunFormatOption option = new RunFormatOption();
        option.format = other.isJson() ? Format.JSON : Format.TEXT;
        return option;
    }

    /** What was asked for. */
    public Format format() {
        return format;
    }

    /** Whether results are text, for people; else another program reads the standard output. */
    public boolean isText() {
        return format == Format.TEXT;
    }

    /** Whether results are JSON. */
    public boolean isJson() {
        return format == Format.JSON;
    }
}
