package io.dockplay.cli;

import io.dockplay.cli.option.HostOptions;
import io.dockplay.cli.option.InventoryOption;
import io.dockplay.cli.run.AdHocRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.PingRun;
import io.dockplay.message.Message;
import io.dockplay.report.FoldedReport;
import io.dockplay.report.JsonReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay ping}: finds out which hosts can be worked with. */
@Command(
        name = "ping",
        mixinStandardHelpOptions = true,
        modelTransformer = InventoryOption.Required.class,
        description = "Logs in on hosts and asks their shell to answer; with -b also whether sudo lets us.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PingCommand implements Callable<Integer>, AdHocRunner {

    private final RunContext context;

    PingCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(
            arity = "0..1",
            defaultValue = "all",
            paramLabel = "PATTERN",
            description = "Which hosts: names, groups, web*, a:b, !c, @FILE; all without it.")
    private String pattern;

    @Mixin
    private HostOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return run(pattern, options, new PingRun(options.become()), spec, context);
    }

    @Override
    public void text(Event event, FoldedReport report) {
        if (event instanceof Event.Connected connected) {
            report.answer(connected.host(), true, Message.of("answers").text(), List.of());
        }
    }

    @Override
    public void json(Event event, JsonReport report) {
        if (event instanceof Event.Connected connected) {
            report.report("answers", connected.host(), Map.of());
        }
    }
}
