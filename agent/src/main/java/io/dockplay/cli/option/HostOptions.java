package io.dockplay.cli.option;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that talk to hosts without a playbook: exec, ping and facts. */
@SuppressWarnings("NullAway.Init")
public // picocli sets the fields
final class HostOptions {

    @Option(
            names = {"-i", "--inventory"},
            required = true,
            paramLabel = "INVENTORY",
            description = "The hosts: a file in YAML or INI, a program, a folder of them, or web1,web2, with a comma.")
    private List<String> inventory;

    @Mixin
    private ExtraVariables extraVariables = new ExtraVariables();

    @Mixin
    private VaultOptions vault;

    @Option(
            names = {"-f", "--forks"},
            defaultValue = "50",
            paramLabel = "N",
            description = "At how many hosts at a time (default: ${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = {"-b", "--become"},
            description = "As root, by sudo; without it as the user who logs in.")
    private boolean become;

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "text|json",
            description = "json: one object a line, as docs/json.md describes.")
    private RunOptions.Format format;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    /** The same, as the options of a run over the hosts that the pattern selects. */
    public RunOptions run(String pattern) {
        RunOptions options = new RunOptions();
        options.inventory = inventory;
        options.limit = Optional.of(pattern);
        options.extraVariables = extraVariables;
        options.vault = vault;
        options.forks = forks;
        options.login = login;
        options.format = format;
        options.debug = debug;
        return options;
    }

    public boolean become() {
        return become;
    }
}
