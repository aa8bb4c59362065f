package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dockplay.cli.docs.Examples;
import io.dockplay.cli.run.RunContext;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The examples by task with which the help of each command ends. */
class ExamplesTest {

    private static Stream<String> commands() {
        return Commands.names().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_has_some_that_its_help_shows_and_that_it_understands(String command) {
        List<Examples.Example> examples = Examples.of(command);
        String help = Dockplay.run("help", command).out();

        assertThat(examples).isNotEmpty();
        for (Examples.Example example : examples) {
            assertThat(help).contains("\n" + example.task() + ":\n  " + example.line() + "\n");
            assertThat(example.line().length()).isLessThanOrEqualTo(78);
            String[] words = words(example.line());
            CommandLine line = Main.commandLine(new RunContext(), Commands.neededFor(words));
            line.setCaseInsensitiveEnumValuesAllowed(true);
            assertThatCode(() -> line.parseArgs(words)).as(example.line()).doesNotThrowAnyException();
            assertThat(line.getParseResult().subcommand().commandSpec().name()).isEqualTo(command);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_page_of_the_manual_has_them_too(String command) {
        assertThat(Dockplay.run("man", command).out()).contains(".SH EXAMPLES\n");
    }

    /** The words of dockplay's own part of a line. */
    private static String[] words(String line) {
        String own = line.replaceFirst("^.*?dockplay ", "").replaceFirst(" [|>] [^']*$|\\)$", "");
        return Pattern.compile("'([^']*)'|\\S+")
                .matcher(own)
                .results()
                .map(found -> found.group(1) == null ? found.group() : found.group(1))
                .toArray(String[]::new);
    }
}
