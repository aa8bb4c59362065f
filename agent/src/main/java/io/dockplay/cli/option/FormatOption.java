package io.dockplay.cli.option;

import picocli.CommandLine.Option;

/** The option {@code --format} of the commands that run no playbook. */
public final class FormatOption {

    /** How results are printed. */
    private enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "text|json",
            description = "json: one object a line, as docs/json.md describes.")
    private Format format = Format.TEXT;

    /** Whether results are JSON, for programs; else they are text, for people. */
    public boolean isJson() {
        return format == Format.JSON;
    }
}
