package io.dockplay.cli.option;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option {@code --debug}, which a command's own subcommands have too. */
public final class DebugOption {

    public static final String NAME = "--debug";

    @Option(names = NAME, scope = ScopeType.INHERIT, description = "Show stack traces.")
    public boolean isOn;
}
