package io.dockplay.cli;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.InputOptions;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay validate}: tells all that is wrong with playbooks and inventories, and contacts no host. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Tells all that is wrong with playbooks, and with an inventory; no host is contacted.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ValidateCommand implements Callable<Integer> {

    private final RunContext context;

    ValidateCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(arity = "1..*", paramLabel = "PLAYBOOK", description = "The playbooks.")
    private List<Path> playbooks;

    @Mixin
    private InputOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PlaybookRunner runner = new PlaybookRunner(
                spec.commandLine().getOut(), spec.commandLine().getErr(), context);
        Set<Problem> problems = new LinkedHashSet<>();
        Set<String> hosts = new LinkedHashSet<>();
        int plays = 0;
        int tasks = 0;
        for (Path playbook : playbooks) {
            PlaybookReader.Reading reading = PlaybookReader.tryRead(playbook, context.files());
            plays += reading.playbook().plays().size();
            tasks += reading.playbook().plays().stream()
                    .mapToInt(ValidateCommand::tasks)
                    .sum();
            if (options.inventory().isEmpty()) {
                problems.addAll(reading.problems());
                context.files().warnings().tell(options.run().login::warn);
                continue;
            }
            try {
                runner.targets(Optional.of(playbook), options.run()).stream()
                        .map(HostTarget::name)
                        .forEach(hosts::add);
            } catch (InvalidInput wrong) {
                problems.addAll(wrong.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(List.copyOf(problems));
        }
        Message ofPlays = plays == 1 ? Message.of("%d play", plays) : Message.of("%d plays", plays);
        Message ofTasks = tasks == 1 ? Message.of("%d task", tasks) : Message.of("%d tasks", tasks);
        Message ofHosts =
                hosts.size() == 1 ? Message.of("%d host", hosts.size()) : Message.of("%d hosts", hosts.size());
        spec.commandLine()
                .getOut()
                .println(
                        options.inventory().isEmpty()
                                ? Message.of(
                                        "%s, %s, %s: no problem (expressions are checked with an inventory: -i)",
                                        ofPlays, ofTasks, ofHosts)
                                : Message.of("%s, %s, %s: no problem", ofPlays, ofTasks, ofHosts));
        return ExitCode.AS_WANTED.number();
    }

    private static int tasks(Play play) {
        return play.tasks().size() + play.handlers().size() + play.uninstall().size();
    }
}
