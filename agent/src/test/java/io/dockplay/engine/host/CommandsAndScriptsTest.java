package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands and scripts get: their arguments as they are, and nothing of the runtime. */
class CommandsAndScriptsTest extends PlaysOnThisMachine {

    @Test
    void a_result_that_no_command_can_be_given_fails_its_task_and_no_more() throws Exception {
        RunSummary summary = apply("""
                tasks:
                  - name: look
                    command: {shell: 'printf "a\\\\000b"', read_only: true}
                    register: seen
                  - name: asked
                    when: seen.stdout?length == 3
                    file: {path: DIR/three, content: "3"}
                  - name: given
                    command: {argv: [echo, "${seen.stdout}"]}
                  - name: never
                    file: {path: DIR/never, content: ""}
                """);

        assertThat(summary.bugs()).isEmpty();
        assertThat(told(Event.Changed.class)).containsExactly("asked");
        assertThat(told(Event.Failed.class)).singleElement().asString().contains("a NUL character");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void bytes_that_are_no_text_go_from_a_result_into_files_and_commands_as_they_are() throws Exception {
        Files.writeString(folder.resolve("line"), "");
        apply("""
                tasks:
                  - name: look
                    command: {shell: 'printf "caf\\\\351 \\\\303\\\\251 \\\\355\\\\240\\\\200  \\n\\n"', read_only: true}
                    register: seen
                  - name: run
                    command: {shell: 'printf "\\\\377 \\n"'}
                    register: ran
                  - file: {path: DIR/content, content: "${seen.stdout}|${ran.stdout}|${seen.stdout_lines?size}"}
                  - file: {path: DIR/line, lines: ["${seen.stdout}"]}
                  - command: {argv: [sh, -c, 'printf %s "$1" >"$2"', sh, "${seen.stdout}", DIR/argv]}
                """);

        byte[] bytes = {
            'c',
            'a',
            'f',
            (byte) 0xE9,
            ' ',
            (byte) 0xC3,
            (byte) 0xA9,
            ' ',
            (byte) 0xED,
            (byte) 0xA0,
            (byte) 0x80,
            ' ',
            ' '
        };
        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(folder.resolve("argv")).hasBinaryContent(bytes);
        assertThat(Files.readString(folder.resolve("content"), StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1) + "|\u00ff |1");
        assertThat(Files.readString(folder.resolve("line"), StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1) + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval, 'touch DIR/ran'",
                "command, touch, DIR/ran",
                ".., DIR/ran",
                "facts",
                "frame, end, '0', '0'",
                "answer, code",
                "end_turn",
                "kept, DIR/play.yml",
                "keep, DIR/play.yml",
                "append",
                "exit, '0'",
                "cd, /",
                "umask",
                "export, A=1",
                "'A=1', 'true'",
                "if",
                "'{'"
            })
    void argv_is_a_program_and_no_function_or_builtin_of_a_shell(String argv) throws Exception {
        for (String module : List.of(
                "command: {argv: [ARGV]}",
                "command: {argv: [ARGV], read_only: true}",
                "command: {argv: [ARGV], timeout: 20}",
                "command: {argv: [ARGV], stdin: x, chdir: /}")) {
            RunSummary summary =
                    apply("tasks: [" + module.replace("ARGV", argv).replace("command: ", "{command: ") + "}]");

            assertThat(summary.bugs()).isEmpty();
            assertThat(told(Event.Failed.class))
                    .as(module)
                    .singleElement()
                    .asString()
                    .contains("exit code 12");
            assertThat(folder.resolve("ran")).doesNotExist();
        }
    }

    @Test
    void what_the_user_writes_for_a_shell_knows_nothing_of_ours() throws Exception {
        Files.writeString(
                folder.resolve("s.sh"),
                "(type keep || type frame || type kept) >/dev/null 2>&1 || echo ours is $nonce$home");
        String play = """
                tasks:
                  - command: {shell: "(type keep || type frame || type append) >/dev/null 2>&1 || echo ours is $nonce$home"}
                    register: shell
                  - command: {shell: "(type keep || type frame || type append) >/dev/null 2>&1 || echo ours is $nonce$home", read_only: true}
                    register: look
                  - command: {shell: "echo no", unless: "type keep || type frame || [ -n \\"$nonce$home\\" ]"}
                    register: unless
                  - script: {source: s.sh}
                    register: script
                  - file: {path: DIR/out, content: "${shell.stdout};${look.stdout};${unless.stdout};${script.stdout}"}
                """;
        apply(play);

        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(folder.resolve("out")).hasContent("ours is;ours is;no;ours is");
    }

    @Test
    void a_script_is_read_by_a_program() throws Exception {
        Files.writeString(folder.resolve("s.sh"), "touch DIR/ran\n".replace("DIR", folder.toString()));
        for (String executable : List.of("kept", "eval", ".")) {
            apply("tasks: [{script: {source: s.sh, executable: " + executable + "}}]");

            assertThat(told(Event.Failed.class)).singleElement().asString().contains("exit code 12");
            assertThat(folder.resolve("ran")).doesNotExist();
        }
    }
}
