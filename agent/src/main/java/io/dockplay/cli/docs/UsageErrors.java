package io.dockplay.cli.docs;

import io.dockplay.cli.console.ExitCode;
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
        String see = "See " + command.qualifiedName() + " --help.";
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return List.of(Problem.of(String.valueOf(wrong.getMessage()), see));
        }
        List<Problem> problems = new ArrayList<>();
        for (String word : unmatched.getUnmatched()) {
            boolean isOption = word.startsWith("-");
            String typed = isOption ? word.replaceFirst("=.*", "") : word;
            List<String> known = isOption
                    ? options(command)
                    : List.copyOf(command.subcommands().keySet());
            String hint = DidYouMean.hintText(typed, known).strip();
            String what = isOption
                    ? command.qualifiedName() + " has no option \"" + typed + "\""
                    : known.isEmpty()
                            ? command.qualifiedName() + " takes nothing more, and was given \"" + word + "\""
                            : "there is no command \"" + word + "\"";
            problems.add(Problem.of(what, hint.isEmpty() ? see : hint + " " + see));
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
