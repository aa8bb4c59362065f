package io.dockplay.cli;

import io.dockplay.cli.config.Defaults;
import io.dockplay.cli.config.Environment;
import io.dockplay.cli.config.Language;
import io.dockplay.cli.config.Preferences;
import io.dockplay.cli.console.BugReport;
import io.dockplay.cli.console.Excerpt;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.console.Version;
import io.dockplay.cli.docs.Examples;
import io.dockplay.cli.docs.TranslatedHelp;
import io.dockplay.cli.docs.UsageErrors;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.option.LanguageOption;
import io.dockplay.cli.run.RunContext;
import io.dockplay.engine.event.Secrets;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: reads the command line, runs one command, and ends with its exit code. */
@Command(
        name = "dockplay",
        version = Main.VERSION,
        mixinStandardHelpOptions = true,
        description = "Brings CentOS 6 and 7 hosts into the state that a playbook describes, over SSH.",
        footer = {
            "",
            "Exit codes: 0 all as wanted; 1 the input is wrong, nothing was contacted;",
            "2 a host failed; 4 a host was unreachable; 5 differences were found (drift,",
            "--detailed-exitcode); 70 a bug; 130 interrupted."
        })
public final class Main implements Runnable {

    static final String VERSION = "dockplay " + Version.NUMBER;

    /** What Java makes of bytes that are no text in the locale that it runs in. */
    private static final char UNREADABLE = '\uFFFD';

    private static final Message LOCALE = Message.of("Set one that knows UTF-8, such as LC_ALL=C.UTF-8.");

    @Mixin
    @SuppressWarnings("UnusedVariable") // its commands have it too
    private LanguageOption language = new LanguageOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        RunContext context = new RunContext();
        Thread onInterrupt = context.interruptHandler().hook(out, err);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        int code = run(out, err, Environment.own(), context, arguments);
        out.flush();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            return; // interrupted at this very moment
        }
        System.exit(code);
    }

    /** Runs one command line; never throws. */
    static int run(PrintWriter out, PrintWriter err, Environment environment, RunContext context, String... arguments) {
        Language.named(arguments).orElseGet(environment::language).speak();
        if (arguments.length == 2 && arguments[0].equals(CompletionCommand.ASKED)) {
            CompletionCommand.answer(arguments[1], context, environment, out);
            return ExitCode.AS_WANTED.number();
        }
        for (String argument : arguments) {
            if (argument.indexOf(UNREADABLE) >= 0) {
                err.println(Problem.of(
                        Message.of(
                                "\"%s\" on the command line is no text in this locale, and would not arrive as it was written",
                                argument),
                        LOCALE));
                return ExitCode.WRONG_INPUT.number();
            }
        }
        if (Commands.askForVersion(arguments)) {
            out.println(VERSION); // picocli would say the same, after a tenth of a second
            return ExitCode.AS_WANTED.number();
        }
        if (arguments.length > 0 && arguments[0].equals("help")) {
            String[] asked = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
            asked[asked.length - 1] = "--help";
            return run(out, err, environment, context, asked);
        }
        boolean debug = Arrays.asList(arguments).contains(DebugOption.NAME);
        CommandLine line = commandLine(context, Commands.neededFor(arguments));
        Examples.into(line);
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler(new UsageErrors());
        try {
            Preferences preferences = environment.preferences();
            if (Language.named(arguments).isEmpty()) {
                preferences.language().ifPresent(Language::speak);
            }
            preferences.warnings().forEach(text -> err.println(Message.of("warning: %s", Harmless.line(text.text()))));
            Defaults.into(line, preferences);
            TranslatedHelp.into(line);
        } catch (InvalidInput wrong) {
            wrong.problems().forEach(problem -> err.println(problem.with(excerpt(problem))));
            return ExitCode.WRONG_INPUT.number();
        } catch (InvalidPathException e) {
            return unnameable(e, err);
        }
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (thrown instanceof InvalidInput wrong) {
                Secrets secrets = Secrets.ofVault(context.revealed());
                wrong.problems()
                        .forEach(problem -> err.println(secrets.mask(problem).with(secrets.mask(excerpt(problem)))));
                if (debug) {
                    err.print(Harmless.text(secrets.mask(BugReport.trace(wrong))));
                }
                return ExitCode.WRONG_INPUT.number();
            }
            if (thrown instanceof InvalidPathException name) {
                return unnameable(name, err);
            }
            return BugReport.print(thrown, context.revealed(), err, debug);
        });
        try {
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return BugReport.print(e, context.revealed(), err, debug);
        }
    }

    /** The command line with these commands, which share what a run shares. */
    static CommandLine commandLine(RunContext context, Set<String> commands) {
        CommandLine line = new CommandLine(new Main(), new CommandFactory(context));
        Commands.into(line, commands);
        return line;
    }

    private static String excerpt(Problem problem) {
        return problem.where().flatMap(Excerpt::of).orElse("");
    }

    private static int unnameable(InvalidPathException name, PrintWriter err) {
        err.println(Problem.of(Message.of("no file can be called \"%s\" in this locale", name.getInput()), LOCALE));
        return ExitCode.WRONG_INPUT.number();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "there is no command");
    }
}
