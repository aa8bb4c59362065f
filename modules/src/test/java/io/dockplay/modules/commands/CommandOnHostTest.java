package io.dockplay.modules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.ScriptResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command module's scripts, run for real. */
class CommandOnHostTest {

    @TempDir
    Path folder = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_command_that_only_looks_is_seen_with_both_its_outputs(List<String> shell) {
        CommandModule command = command(Map.of(
                "shell",
                "cat; pwd; echo ' oh' >&2",
                "stdin",
                "a\n%s\n",
                "chdir",
                folder.toString(),
                "read_only",
                true,
                "timeout",
                60));
        CommandModule.State state = new LocalHost(folder, shell).look(command);
        assertThat(state.seen()).contains(new ScriptResult(0, "a\n%s\n" + folder + "\n", " oh"));
        assertThat(command.plan(state, LocalHost.MACHINE, PendingChanges.NOTHING)
                        .isNothing())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_command_that_only_looks_and_ends_its_shell_is_told(List<String> shell) {
        CommandModule command = command(Map.of("shell", "exit 3", "read_only", true));
        assertThat(new LocalHost(folder, shell).plan(command).blocker().map(Blocker::toString))
                .contains("it ended with exit code 3");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_directory_that_is_not_there_fails_the_command(List<String> shell) {
        CommandModule command = command(Map.of("argv", List.of("pwd"), "chdir", folder + "/none"));
        assertThat(new LocalHost(folder, shell).apply(command).orElse("")).startsWith("the command failed");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_timeout_ends_a_command(List<String> shell) {
        CommandModule command = command(Map.of("argv", List.of("sleep", "600"), "timeout", 1));
        assertThat(new LocalHost(folder, shell).apply(command).orElse(""))
                .startsWith("it took longer than 1 seconds and was ended");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_it_creates_is_made_once(List<String> shell) {
        Path made = folder.resolve("it's made");
        CommandModule command = command(Map.of("argv", List.of("touch", made.toString()), "creates", made.toString()));
        assertThat(new LocalHost(folder, shell).apply(command)).isEmpty();
        assertThat(made).exists();
        assertThat(new LocalHost(folder, shell).plan(command).isNothing()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void unless_is_asked_before_the_run(List<String> shell) throws IOException {
        CommandModule command =
                command(Map.of("shell", "rm -f flag", "chdir", folder.toString(), "unless", "! test -e flag"));
        Files.writeString(folder.resolve("flag"), "");
        assertThat(new LocalHost(folder, shell).plan(command).isNothing()).isFalse();
        assertThat(new LocalHost(folder, shell).apply(command)).isEmpty();
        assertThat(new LocalHost(folder, shell).plan(command).isNothing()).isTrue();
    }

    private static CommandModule command(Map<String, Object> options) {
        return (CommandModule) CaseOptions.bind(CommandModule.class, options);
    }

    /** As Ansible does: a backslash is a character like others, what is hidden is not found, a link that leads nowhere is. */
    @ParameterizedTest
    @MethodSource("shells")
    void creates_and_removes_may_be_patterns(List<String> shell) throws IOException {
        Path odd = Files.createDirectories(folder.resolve("a b; 'c'"));
        Files.createFile(odd.resolve("x-1.log"));
        Files.createFile(odd.resolve(".hidden"));
        Files.createFile(odd.resolve("back\\slash"));
        Files.createSymbolicLink(odd.resolve("dangling"), odd.resolve("none"));
        List<String> there = List.of(
                "x-*", "x-?.log", "[xy]-1.log", "[!a]-1.log", "*", "dangling", "dang*", "back\\s*", "back\\slash");
        List<String> none =
                List.of("y-*", "x-?", "[!x]-1.log", "h*", "*.hidden", "$(touch made)*", "x\\-*", "back*\\\\*");

        for (String each : there) {
            assertThat(needless(shell, "creates", odd + "/" + each)).as(each).isEqualTo("creates");
            assertThat(needless(shell, "removes", odd + "/" + each)).as(each).isEmpty();
        }
        for (String each : none) {
            assertThat(needless(shell, "creates", odd + "/" + each)).as(each).isEmpty();
            assertThat(needless(shell, "removes", odd + "/" + each)).as(each).isEqualTo("removes");
        }
    }

    private String needless(List<String> shell, String option, String path) {
        CommandModule command = command(Map.of("argv", List.of("false"), option, path));
        return new LocalHost(folder, shell).look(command).needless();
    }
}
