package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.uninstall.UninstallRun;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Connection;
import io.dockplay.transport.TestHost;
import io.dockplay.transport.Unreachable;
import io.dockplay.yaml.InputFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole plays on a host that is this machine's shell. */
@Timeout(120)
class ApplyRunTest {

    @TempDir
    Path folder;

    private final List<Event> events = new ArrayList<>();

    /** What the host's tools print, as functions of the shell; nothing of it is ours. */
    private String tools = "";

    private Connection connect() {
        TestHost host = new TestHost(folder);
        return new Connection() {
            @Override
            public Channel start(String command, boolean terminal) throws Unreachable {
                return host.start(command.replace("eval \"$(head", tools + "eval \"$(head"), terminal);
            }

            @Override
            public void close() {
                host.close();
            }
        };
    }

    private RunSummary run(FleetRun.Work work, String play) throws Exception {
        Path playbook = Files.writeString(
                folder.resolve("play.yml"),
                "- hosts: all\n  become: false\n" + play.indent(2).replace("DIR", folder.toString()));
        Play read = PlaybookReader.read(playbook, new InputFiles()).plays().get(0);
        HostTarget target = new HostTarget(
                "web1",
                this::connect,
                Optional.empty(),
                List.of(new HostTarget.Assignment(read, Variables.of(read.vars(), Map.of()))));
        events.clear();
        return new FleetRun(1, events::add).run(List.of(target), work);
    }

    private RunSummary apply(String play) throws Exception {
        return run(new ApplyRun(RunMode.APPLY), play);
    }

    private RunSummary dryRun(String play) throws Exception {
        return run(new ApplyRun(RunMode.DRY_RUN), play);
    }

    private List<String> told(Class<? extends Event> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(event -> {
                    if (event instanceof Event.Changed changed) {
                        return changed.step().task();
                    }
                    if (event instanceof Event.Ok ok) {
                        return ok.step().task();
                    }
                    if (event instanceof Event.Planned planned) {
                        return planned.step().task()
                                + planned.changes()
                                        .get(0)
                                        .after()
                                        .map(after -> " after " + after)
                                        .orElse("");
                    }
                    if (event instanceof Event.Skipped skipped) {
                        return skipped.step().task() + ": " + skipped.reason();
                    }
                    if (event instanceof Event.Failed failed) {
                        return failed.step().task() + ": " + failed.problem().what();
                    }
                    return event.toString();
                })
                .toList();
    }

    @Test
    void a_dry_run_writes_nothing_and_names_what_apply_then_changes() throws Exception {
        String play = """
                tasks:
                  - name: one
                    file: {path: DIR/one, content: "1"}
                  - name: folder
                    file: {path: DIR/folder, state: directory}
                  - name: in it
                    file: {path: DIR/folder/two, content: "2"}
                """;

        dryRun(play);
        assertThat(told(Event.Planned.class)).hasSize(3);
        assertThat(folder)
                .isDirectoryNotContaining(path -> !path.getFileName().toString().equals("play.yml"));

        apply(play);
        assertThat(told(Event.Changed.class)).containsExactly("one", "folder", "in it");
        apply(play);
        assertThat(told(Event.Changed.class)).isEmpty();
        assertThat(told(Event.Ok.class)).containsExactly("one", "folder", "in it");
    }

    @Test
    void answers_that_a_module_cannot_read_are_the_hosts_failure_and_no_bug() throws Exception {
        tools = "stat() { echo \"regular file|644|root|root|0|0|many\"; }; ";

        RunSummary summary = apply("tasks: [{name: one, file: {path: DIR/one, content: \"1\"}}]");

        assertThat(summary.bugs()).isEmpty();
        assertThat(told(Event.Failed.class))
                .singleElement()
                .asString()
                .contains("what the host answered makes no sense: java.lang.NumberFormatException");
    }

    @Test
    void a_host_that_is_given_up_while_it_looks_is_told_with_what_it_looked_at() throws Exception {
        tools = "stat() { printf \"\\n%s nonsense\\n\" \"$nonce\"; }; ";

        apply("tasks: [{command: {shell: \"true\", read_only: true}}, {file: {path: DIR/one, content: \"1\"}}]");

        assertThat(events)
                .filteredOn(Event.Unreachable.class::isInstance)
                .singleElement()
                .asString()
                .contains("what the host sent makes no sense: \"nonsense\" (at file " + folder + "/one)");
    }

    @Test
    void what_an_earlier_planned_task_brings_is_planned_after_it() throws Exception {
        dryRun("""
                tasks:
                  - name: make
                    command: {shell: "mkdir DIR/folder; echo a=0 >DIR/folder/settings"}
                  - name: lines
                    file: {path: DIR/folder/settings, lines: [a=1]}
                """);

        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(told(Event.Planned.class)).element(1).asString().startsWith("lines after command mkdir");
    }

    @Test
    void a_folder_below_a_file_or_a_dangling_link_fails_in_the_dry_run_too() throws Exception {
        Files.writeString(folder.resolve("file"), "x");
        Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
        for (String task : List.of(
                "file: {path: DIR/file/below/deep, state: directory}",
                "file: {path: DIR/dangling/below, state: directory}",
                "file: {path: DIR/file/settings, content: x}",
                "file: {path: DIR/dangling/settings, content: x}")) {
            String play = "tasks:\n  - {name: blocked, TASK}\n".replace("TASK", task);
            dryRun(play);
            assertThat(told(Event.Failed.class))
                    .as(task)
                    .singleElement()
                    .asString()
                    .contains("and no directory");
        }

        dryRun("""
                tasks:
                  - {name: away, file: {path: DIR/file, state: absent}}
                  - {name: folder, file: {path: DIR/file/below, state: directory}}
                  - {name: nothing there, file: {path: DIR/dangling/below, state: absent}}
                """);
        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(told(Event.Planned.class)).element(1).asString().startsWith("folder after file " + folder);
    }

    @Test
    void a_planned_folder_brings_no_file_in_it() throws Exception {
        String play = """
                tasks:
                  - name: folder
                    file: {path: DIR/folder, state: directory}
                  - name: lines
                    file: {path: DIR/folder/settings, lines: [a=1]}
                """;

        dryRun(play);
        assertThat(told(Event.Failed.class)).singleElement().asString().contains("there is no file");

        apply(play);
        assertThat(told(Event.Failed.class)).singleElement().asString().contains("there is no file");
    }

    /** Each blocker stands behind a change that has nothing to do with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file: {path: DIR/none/settings, content: x}",
                "file: {path: DIR/settings, content: x, owner: nosuchuser}",
                "service: {name: nosuchservice, state: started}",
                "sysctl: {name: kernel.no_such_key, value: '1', file: DIR/sysctl.conf}",
                "repo: {id: nope, url: 'file:///none/nope.repo'}",
                "assert: {that: ['1 == 2']}",
                "fail: {msg: no}",
                "fetch: {path: DIR/none, dest: DIR/fetched}"
            })
    void a_harmless_planned_change_excuses_no_blocker(String task) throws Exception {
        RunSummary summary = dryRun("""
                tasks:
                  - name: harmless
                    file: {path: DIR/motd, content: hello}
                  - name: blocked
                    TASK
                """.replace("TASK", task));

        assertThat(told(Event.Planned.class)).containsExactly("harmless");
        assertThat(told(Event.Failed.class)).singleElement().asString().startsWith("blocked: ");
        assertThat(summary.failed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sysctl: {name: kernel.no_such_key, value: '1', file: DIR/sysctl.conf}",
                "repo: {id: nope, url: 'file:///none/nope.repo'}",
                "assert: {that: ['1 == 2']}"
            })
    void what_nothing_on_the_host_can_bring_is_not_excused_by_a_command_either(String task) throws Exception {
        dryRun("""
                tasks:
                  - name: anything
                    command: {shell: "echo x >DIR/anything"}
                  - name: blocked
                    TASK
                """.replace("TASK", task));

        assertThat(told(Event.Planned.class)).containsExactly("anything");
        assertThat(told(Event.Failed.class)).singleElement().asString().startsWith("blocked: ");
    }

    @Test
    void all_that_is_lacking_must_be_brought_and_not_only_one_of_two_things() throws Exception {
        String play = """
                tasks:
                  - name: user
                    user: {name: nosuchuser}
                  - name: file
                    file: {path: DIR/settings, content: x, owner: nosuchuser, group: GROUP}
                """;

        dryRun(play.replace("GROUP", "nosuchgroup"));
        assertThat(told(Event.Failed.class)).singleElement().asString().contains("there is no group nosuchgroup");

        dryRun(play.replace("GROUP", "nosuchuser"));
        assertThat(told(Event.Failed.class)).isEmpty();
    }

    @Test
    void a_task_waits_for_what_an_earlier_one_registers() throws Exception {
        String play = """
                tasks:
                  - name: look
                    command: {shell: "echo blue; echo green", read_only: true}
                    register: colours
                  - name: loop
                    loop: ${colours.stdout_lines}
                    when: item != "green"
                    file: {path: "DIR/${item}", content: "${item}"}
                  - name: skipped
                    when: colours.stdout?contains("red")
                    file: {path: DIR/red, content: red}
                """;

        apply(play);

        assertThat(folder.resolve("blue")).hasContent("blue");
        assertThat(folder.resolve("green")).doesNotExist();
        assertThat(told(Event.Skipped.class)).containsExactly("skipped: not colours.stdout?contains(\"red\")");
    }

    @Test
    void a_loop_registers_results_however_many_elements_it_has() throws Exception {
        apply("""
                vars: {none: [], one: [1], two: [1, 2]}
                tasks:
                  - {command: {shell: "echo ${item}", read_only: true}, loop: "${none}", register: no_element}
                  - {command: {shell: "echo ${item}", read_only: true}, loop: "${one}", register: an_element}
                  - {command: {shell: "echo ${item}", read_only: true}, loop: "${two}", register: elements}
                  - name: they are as they should be
                    assert:
                      that:
                        - no_element.skipped && no_element.results?size == 0
                        - an_element.results?size == 1 && an_element.results[0].stdout == "1"
                        - an_element.stdout == "1" && !an_element.skipped
                        - elements.results?size == 2 && elements.results[1].stdout == "2" && !elements.stdout??
                """);

        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(told(Event.Ok.class)).contains("they are as they should be");
    }

    @Test
    void a_dry_run_tells_what_depends_on_a_result_that_only_a_change_gives() throws Exception {
        dryRun("""
                tasks:
                  - name: change
                    command: {shell: echo now}
                    register: result
                  - name: later
                    when: result.stdout == "now"
                    file: {path: DIR/later, content: x}
                """);

        assertThat(told(Event.Planned.class)).containsExactly("change", "later after the task that registers result");
    }

    @Test
    void handlers_run_once_at_the_end_and_only_when_something_changed() throws Exception {
        String play = """
                tasks:
                  - name: one
                    file: {path: DIR/one, content: "1"}
                    notify: count
                  - name: two
                    file: {path: DIR/two, content: "2"}
                    notify: [count]
                  - name: three
                    file: {path: DIR/three, content: "3"}
                handlers:
                  - name: count
                    command: {shell: "echo again >>DIR/count"}
                  - name: never
                    command: {shell: "echo never >>DIR/count"}
                """;

        apply(play);
        assertThat(told(Event.Changed.class)).containsExactly("one", "two", "three", "count");
        apply(play);
        assertThat(folder.resolve("count")).hasContent("again\n");
    }

    @Test
    void a_failure_ends_the_host_and_tells_the_last_words() throws Exception {
        RunSummary summary = apply("""
                tasks:
                  - name: breaks
                    command: {shell: "echo no luck >&2; exit 3"}
                  - name: never
                    file: {path: DIR/never, content: x}
                """);

        assertThat(summary.failed()).isTrue();
        assertThat(told(Event.Failed.class)).singleElement().asString().contains("the command failed (exit code 3)");
        assertThat(events)
                .filteredOn(Event.Failed.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    Problem problem = ((Event.Failed) event).problem();
                    assertThat(problem.advice()).contains("no luck");
                    assertThat(problem.where())
                            .hasValueSatisfying(
                                    where -> assertThat(where.line()).isEqualTo(4));
                });
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void an_ignored_failure_lets_the_play_go_on_and_can_be_asked_for() throws Exception {
        RunSummary summary = apply("""
                tasks:
                  - name: breaks
                    command: {shell: exit 3}
                    ignore_errors: true
                    register: result
                  - name: goes on
                    when: result.failed && result.rc == 3
                    file: {path: DIR/on, content: x}
                """);

        assertThat(summary.failed()).isFalse();
        assertThat(folder.resolve("on")).exists();
    }

    @Test
    void the_host_is_believed_and_not_the_exit_code() throws Exception {
        apply("""
                tasks:
                  - name: claims
                    command: {shell: "true", creates: DIR/never}
                """);

        assertThat(told(Event.Failed.class)).singleElement().asString().contains("did not create");
    }

    @Test
    void uninstall_takes_back_what_was_brought_in_reverse_and_leaves_the_rest() throws Exception {
        Files.writeString(folder.resolve("former"), "former\n");
        String play = """
                tasks:
                  - name: folder
                    file: {path: DIR/folder, state: directory}
                  - name: new
                    file: {path: DIR/folder/new, content: new}
                  - name: former
                    file: {path: DIR/former, content: other}
                  - name: settled
                    file: {path: DIR/play.yml, mode: "0644"}
                uninstall:
                  - name: last
                    command: {shell: echo last}
                """;
        Files.writeString(folder.resolve("play.yml"), "x");
        apply(play);

        run(new UninstallRun(RunMode.DRY_RUN), play);
        assertThat(told(Event.Planned.class))
                .containsExactly("former", "new", "folder after file " + folder + "/folder/new", "last");
        assertThat(folder.resolve("former")).hasContent("other");

        run(new UninstallRun(RunMode.APPLY), play);
        assertThat(told(Event.Changed.class)).containsExactly("former", "new", "folder", "last");
        assertThat(folder.resolve("former")).hasContent("former\n");
        assertThat(folder.resolve("folder")).doesNotExist();
        assertThat(folder.resolve("play.yml")).exists();
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

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

    @Test
    void a_bug_on_one_host_does_not_keep_the_others() {
        HostTarget bad = new HostTarget("bad", () -> new TestHost(folder), Optional.empty(), List.of());
        HostTarget dead = new HostTarget(
                "dead",
                () -> {
                    throw new Unreachable(Problem.of("nothing listens", ""));
                },
                Optional.empty(),
                List.of());

        RunSummary summary = new FleetRun(2, events::add).run(List.of(bad, dead), (target, tell) -> {
            if (target.name().equals("bad")) {
                throw new IllegalStateException("oops");
            }
            tell.accept(new Event.Unreachable("dead", Problem.of("nothing listens", "")));
        });

        assertThat(summary.bugs()).hasSize(1);
        assertThat(summary.hosts()).containsOnlyKeys("bad", "dead");
    }
}
