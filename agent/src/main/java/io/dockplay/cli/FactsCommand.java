package io.dockplay.cli;

import io.dockplay.cli.option.HostOptions;
import io.dockplay.cli.option.InventoryOption;
import io.dockplay.cli.run.AdHocRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.FactsRun;
import io.dockplay.playbook.eval.Facts;
import io.dockplay.report.FoldedReport;
import io.dockplay.report.JsonReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay facts}: shows what hosts are, as playbooks see it, and which tools they have. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        modelTransformer = InventoryOption.Required.class,
        description = "Shows the facts that playbooks see of hosts, and which tools these have; nothing is changed.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FactsCommand implements Callable<Integer>, AdHocRunner {

    private final RunContext context;

    FactsCommand(RunContext context) {
        this.context = context;
    }

    /** What no two hosts have in common; with it none would fold with another. */
    private static final Set<String> OWN = Set.of("hostname", "addresses");

    @Parameters(
            arity = "0..1",
            defaultValue = "all",
            paramLabel = "PATTERN",
            description = "Which hosts: names, groups, web*, a:b, !c, @FILE; all without it.")
    private String pattern;

    @Option(names = "--all", description = "Also each host's own name and addresses, by which hosts never are alike.")
    private boolean all;

    @Mixin
    private HostOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return run(pattern, options, new FactsRun(options.become()), spec, context);
    }

    @Override
    public void text(Event event, FoldedReport report) {
        if (event instanceof Event.Equipped host) {
            List<String> lines = new ArrayList<>();
            table("facts.", Facts.of(host.machine()), lines);
            table("tools.", host.tools(), lines);
            report.answer(host.host(), true, "", lines);
        }
    }

    private void table(String prefix, Map<?, ?> values, List<String> lines) {
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                table(prefix + name + ".", inner, lines);
            } else if (all || !OWN.contains(String.valueOf(name))) {
                lines.add(
                        String.format("%-22s  %s", prefix + name, shown(value)).stripTrailing());
            }
        });
    }

    private static String shown(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    @Override
    public void json(Event event, JsonReport report) {
        if (event instanceof Event.Equipped host) {
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("facts", Facts.of(host.machine()));
            more.put("tools", host.tools());
            report.report("facts", host.host(), more);
        }
    }
}
