package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.uninstall.UninstallRun;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.transport.TestHost;
import io.dockplay.transport.Unreachable;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole plays on one host: results, handlers, failures, and the way back. */
class ApplyRunTest extends PlaysOnThisMachine {

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
    void a_bug_on_one_host_does_not_keep_the_others() {
        HostTarget bad = new HostTarget("bad", () -> new TestHost(folder), Optional.empty(), List.of());
        HostTarget dead = new HostTarget(
                "dead",
                () -> {
                    throw new Unreachable(Problem.of(Message.quoted("nothing listens"), Message.NONE));
                },
                Optional.empty(),
                List.of());

        RunSummary summary = new FleetRun(2, events::add).run(List.of(bad, dead), (target, tell) -> {
            if (target.name().equals("bad")) {
                throw new IllegalStateException("oops");
            }
            tell.accept(new Event.Unreachable("dead", Problem.of(Message.quoted("nothing listens"), Message.NONE)));
        });

        assertThat(summary.bugs()).hasSize(1);
        assertThat(summary.hosts()).containsOnlyKeys("bad", "dead");
    }
}
