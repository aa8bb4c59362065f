package io.dockplay.cli.option;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that talk to hosts without a playbook: exec, ping and facts. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class HostOptions {

    @Mixin
    private InventoryOption inventory = new InventoryOption();

    @Mixin
    private ExtraVariables extraVariables = new ExtraVariables();

    @Mixin
    private VaultOptions vault;

    @Mixin
    private ForksOption forks = new ForksOption();

    @Option(
            names = {"-b", "--become"},
            description = "As root, by sudo; without it as the user who logs in.")
    private boolean become;

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Mixin
    private ColourOption colour = new ColourOption();

    @Mixin
    private DebugOption debug = new DebugOption();

    /** These options as those of a run over the hosts that the pattern selects. */
    public RunOptions run(String pattern) {
        RunOptions options = new RunOptions();
        options.inventory = inventory;
        options.limit = Optional.of(pattern);
        options.extraVariables = extraVariables;
        options.vault = vault;
        options.forks = forks;
        options.login = login;
        options.format = RunFormatOption.of(format);
        options.colour = colour;
        options.debug = debug;
        return options;
    }

    public boolean become() {
        return become;
    }
}
