package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.docs.ManPage;
import io.dockplay.cli.run.RunContext;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manual pages know every command. */
class ManCommandTest {

    /** All that a page may ask of roff. */
    private static final Set<String> REQUESTS = Set.of(".TH", ".SH", ".TP");

    @TempDir
    Path folder;

    static Set<String> commands() {
        return new TreeSet<>(Main.commandLine(new RunContext(), Commands.names())
                .getSubcommands()
                .keySet());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_commands_page_has_its_options_and_nothing_that_roff_does_not_know(String command) {
        Dockplay run = Dockplay.run("man", command);

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith(".TH \"DOCKPLAY\\-" + command.toUpperCase(java.util.Locale.ROOT) + "\" 1 ")
                .contains("\n.SH NAME\ndockplay\\-" + command + " \\- ")
                .contains("\n.SH SYNOPSIS\n", "\n.SH OPTIONS\n.TP\n", "\\fB\\-\\-help\\fR");
        assertThat(run.out().lines()).allSatisfy(line -> {
            assertThat(line).isNotBlank().doesNotStartWith("'");
            if (line.startsWith(".")) {
                assertThat(REQUESTS).contains(line.split(" ", 2)[0]);
            }
        });
    }

    @Test
    void the_first_page_names_all_commands() {
        assertThat(Dockplay.run("man").out())
                .contains(commands().stream()
                        .map(name -> ".TP\n\\fB" + name + "\\fR\n")
                        .toArray(String[]::new))
                .contains("Exit codes: 0 all as wanted");
    }

    @Test
    void text_means_nothing_to_roff() {
        assertThat(ManPage.escaped(".SH \\fB--x")).isEqualTo("\\&.SH \\efB\\-\\-x");
        assertThat(ManPage.escaped("'a\nb")).isEqualTo("\\&'a b");
    }

    @Test
    void an_unknown_command_has_no_page() {
        assertThat(Dockplay.run("man", "aply").err())
                .startsWith("error[DP1271]: there is no command \"aply\"\n")
                .contains("Did you mean \"apply\"?");
    }
}
