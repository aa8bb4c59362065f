package io.dockplay.cli.option;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a command that reads what a run would read, and contacts no host. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class InputOptions {

    @Mixin
    private InventoryOption inventory = new InventoryOption();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these of the plays' hosts: names, groups, web*, a:b, !c, @FILE.")
    private Optional<String> limit = Optional.empty();

    @Mixin
    private ExtraVariables extraVariables = new ExtraVariables();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Mixin
    private DebugOption debug = new DebugOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private @Nullable LoginOptions login;

    public List<String> inventory() {
        return inventory.sources;
    }

    /** These options as those of a run that contacts no host. */
    public RunOptions run() {
        RunOptions options = new RunOptions();
        options.inventory = inventory;
        options.limit = limit;
        options.extraVariables = extraVariables.copy(); // what one playbook asks for is not known to the next
        options.vault = vault;
        options.forks.count = 1;
        options.asks = false;
        login = login == null ? LoginOptions.of(command) : login; // one, that tells each thing once
        options.login = login;
        options.tellsSshConfig = true;
        options.debug = debug;
        return options;
    }
}
