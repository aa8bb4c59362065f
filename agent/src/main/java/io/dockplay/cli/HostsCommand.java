package io.dockplay.cli;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.option.InventoryOption;
import io.dockplay.cli.option.VaultOptions;
import io.dockplay.cli.run.LimitPattern;
import io.dockplay.cli.run.RunContext;
import io.dockplay.inventory.Host;
import io.dockplay.inventory.Inventory;
import io.dockplay.inventory.InventoryReader;
import io.dockplay.problem.Harmless;
import io.dockplay.report.HostSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay hosts}: lists the hosts that a pattern selects, and contacts none. */
@Command(
        name = "hosts",
        mixinStandardHelpOptions = true,
        modelTransformer = InventoryOption.Required.class,
        description = "Lists the hosts that a pattern selects, one a line; none is contacted.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HostsCommand implements Callable<Integer> {

    private final RunContext context;

    HostsCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(
            arity = "0..1",
            defaultValue = "all",
            paramLabel = "PATTERN",
            description = "Which: names, groups, web*, a:b, !c, ~web[0-9]+, web[0:2], @FILE; all without it.")
    private String pattern;

    @Mixin
    private InventoryOption inventory = new InventoryOption();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these of them.")
    private Optional<String> limit = Optional.empty();

    @Option(names = "--playbook", paramLabel = "PLAYBOOK", description = "The playbook whose last run @failed means.")
    private Optional<Path> playbook = Optional.empty();

    @Mixin
    private VaultOptions vault;

    @Option(names = "--fold", description = "In one line, as reports write them: web[01-40,42].")
    private boolean fold;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Main looks for it
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        vault.open(context.files());
        Inventory all = InventoryReader.read(inventory.sources, Optional.empty(), context.files());
        Optional<List<Host>> limited = limit.map(text ->
                LimitPattern.of(text, "--limit", playbook, context.files()).select(all));
        List<String> names = LimitPattern.of(pattern, "PATTERN", playbook, context.files()).select(all).stream()
                .filter(host -> limited.isEmpty() || limited.get().contains(host))
                .map(Host::name)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (fold && !names.isEmpty()) {
            out.println(HostSet.fold(names));
        } else {
            names.forEach(name -> out.println(Harmless.line(name)));
        }
        return ExitCode.AS_WANTED.number();
    }
}
