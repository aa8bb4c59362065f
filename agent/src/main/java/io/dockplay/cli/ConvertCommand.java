package io.dockplay.cli;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.convert.PlaybookConverter;
import io.dockplay.cli.run.RunContext;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay convert}: prints a playbook of Ansible's in dockplay's language. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a playbook of Ansible's, or a file of tasks or handlers, in dockplay's language.",
            "What it cannot translate is a comment in it, and is told with its line; then it ends with 5."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConvertCommand implements Callable<Integer> {

    private final RunContext context;

    ConvertCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(paramLabel = "FILE", description = "The playbook, or a file of tasks or handlers of a role.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String text = context.files().text(file);
        Optional<Yaml> root = context.files().readSealed(file.toString(), text);
        if (!(root.orElse(null) instanceof Yaml.Sequence list)) {
            throw new InvalidInput(Problem.at(
                    root.map(Yaml::position).orElse(Position.of(file.toString())),
                    Message.of("it is no list of plays or tasks"),
                    Message.of("Name a playbook, or tasks/main.yml or handlers/main.yml of a role; files of variables"
                            + " stay as they are.")));
        }
        PlaybookConverter.Converted converted = PlaybookConverter.converted(text, list);
        spec.commandLine().getOut().print(converted.text());
        spec.commandLine().getOut().flush();
        converted
                .left()
                .forEach(left -> spec.commandLine()
                        .getErr()
                        .println(Harmless.line(file + ":" + left.line() + ": " + left.why())));
        return (converted.left().isEmpty() ? ExitCode.AS_WANTED : ExitCode.DIFFERENCES).number();
    }
}
