package io.dockplay.cli.docs;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line, and what was probably meant. */
public final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] given) {
        Optional<Problem> habit =
                AnsibleCommandLine.problem(wrong.getCommandLine().getCommandSpec(), List.of(given));
        habit.map(List::of)
                .orElseGet(() -> problems(wrong))
                .forEach(problem -> wrong.getCommandLine().getErr().println(problem));
        return ExitCode.WRONG_INPUT.number();
    }

    private static List<Problem> problems(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        Message see = Message.of("See %s --help.", command.qualifiedName());
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return List.of(Problem.of(Message.quoted(String.valueOf(wrong.getMessage())), see));
        }
        List<Problem> problems = new ArrayList<>();
        for (String word : unmatched.getUnmatched()) {
            boolean isOption = word.startsWith("-");
            String typed = isOption ? word.replaceFirst("=.*", "") : word;
            List<String> known = isOption
                    ? options(command)
                    : List.copyOf(command.subcommands().keySet());
            Message hint = DidYouMean.hint(typed, known);
            Message what = isOption
                    ? Message.of("%s has no option \"%s\"", command.qualifiedName(), typed)
                    : known.isEmpty()
                            ? Message.of("%s takes nothing more, and was given \"%s\"", command.qualifiedName(), word)
                            : Message.of("there is no command \"%s\"", word);
            problems.add(Problem.of(what, hint.and(see)));
        }
        return problems;
    }

    private static List<String> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .toList();
    }
}
