package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** docs/commands.md names every command and every option that there is. */
class CommandsPageTest {

    private final CommandLine line = Main.commandLine(new RunContext(), Commands.names());

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/commands.md"));
    }

    @Test
    void every_command_has_a_heading() throws IOException {
        String page = page();
        line.getSubcommands()
                .forEach((name, command) -> assertThat(page).as(name).containsPattern("(?m)^## .*`" + name + "`"));
    }

    @Test
    void every_option_has_a_row() throws IOException {
        String page = page();
        Set<String> options = new TreeSet<>();
        collect(line.getCommandSpec(), options);
        for (String option : options) {
            assertThat(page)
                    .as("a row for %s in docs/commands.md", option)
                    .containsPattern("(?m)^\\|[^|]*`" + option + "`[^|]*\\|");
        }
    }

    private static void collect(CommandSpec command, Set<String> options) {
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> options.add(option.longestName()));
        command.subcommands().values().forEach(inner -> collect(inner.getCommandSpec(), options));
    }
}
