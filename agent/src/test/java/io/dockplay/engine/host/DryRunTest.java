package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.RunSummary;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dry run changes nothing, and names what an apply changes then, also after what an earlier planned task brings. */
class DryRunTest extends PlaysOnThisMachine {

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
        // What follows the shell's own exec is no function; the letters are no size.
        tools = "printf() { command printf \"$@\" | sed \"s/^directory|.*/regular file|644|root|root|0|0|many/\"; }; ";

        RunSummary summary = apply("tasks: [{name: one, file: {path: DIR, content: \"1\"}}]");

        assertThat(summary.bugs()).isEmpty();
        assertThat(told(Event.Failed.class))
                .singleElement()
                .asString()
                .contains("what the host answered makes no sense: java.lang.NumberFormatException");
    }

    @Test
    void a_host_that_is_given_up_while_it_looks_is_told_with_what_it_looked_at() throws Exception {
        Files.writeString(folder.resolve("one"), "1");
        tools = "cat() { printf \"\\n%s nonsense\\n\" \"$nonce\"; }; ";

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
}
