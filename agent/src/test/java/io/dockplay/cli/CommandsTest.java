package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.run.RunContext;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A start makes the commands that it needs, and no other. */
class CommandsTest {

    private static Set<String> made(String... words) {
        return Main.commandLine(new RunContext(), Commands.neededFor(words))
                .getSubcommands()
                .keySet();
    }

    @Test
    void each_command_has_the_name_that_it_is_listed_under() {
        Main.commandLine(new RunContext(), Commands.names())
                .getSubcommands()
                .forEach((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
    }

    @Test
    void the_first_word_is_the_only_command_that_is_made() {
        assertThat(made("apply", "site.yml", "plan")).containsExactly("apply");
    }

    @Test
    void the_version_is_told_without_any_command_as_picocli_tells_it() {
        assertThat(Commands.askForVersion("-V")).isTrue();
        assertThat(Commands.askForVersion("apply", "--version")).isFalse();
        assertThat(Main.commandLine(new RunContext(), Set.of()).getCommandSpec().version())
                .containsExactly(Dockplay.run("--version").out().strip());
    }

    @Test
    void all_commands_are_made_where_all_are_shown_or_suggested() {
        assertThat(made()).isEqualTo(Commands.names());
        assertThat(made("--help")).isEqualTo(Commands.names());
        assertThat(made("aply", "site.yml")).isEqualTo(Commands.names());
        assertThat(made("man", "apply")).isEqualTo(Commands.names());
        assertThat(made("completion", "bash")).isEqualTo(Commands.names());
        assertThat(made("--debug", "apply")).isEqualTo(Commands.names());
    }
}
