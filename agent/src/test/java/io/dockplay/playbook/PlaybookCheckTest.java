package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookCheckTest {

    @TempDir
    Path folder;

    private List<String> problems(String keys, String... hosts) {
        List<Variables> variables = Stream.of(hosts).map(Plays::variables).toList();
        return PlaybookCheck.problems(Plays.play(folder, keys), variables).stream()
                .map(Problem::what)
                .toList();
    }

    @Test
    void a_good_play_has_no_problems() {
        assertThat(problems("tasks: [{package: {name: \"${a}\"}}]", "a: gcc", "a: lvm2"))
                .isEmpty();
    }

    @Test
    void a_variable_that_one_host_lacks_is_a_problem() {
        assertThat(problems("tasks: [{package: {name: \"${a}\"}}]", "a: gcc", "b: 1"))
                .containsExactly("there is no variable a");
    }

    @Test
    void the_same_problem_is_told_once_for_all_hosts() {
        assertThat(problems("tasks: [{package: {name: \"${a}\"}}]", "b: 1", "b: 2", "b: 3"))
                .hasSize(1);
    }

    @Test
    void facts_and_results_have_no_value_yet_and_that_is_no_problem() {
        String keys = """
                tasks:
                  - command: {shell: x, read_only: true}
                    when: facts.os.major == 7
                    register: result
                  - package: {name: "${result.stdout}"}
                    when: result.rc == 0
                handlers:
                  - name: Restart
                    service: {name: "${result.stdout}", state: restarted}
                    register: restarted
                  - name: Tell
                    command: {shell: "echo ${restarted.changed} ${facts.hostname}"}
                uninstall:
                  - file: {path: "/etc/${facts.hostname}", state: absent}
                """;
        assertThat(problems(keys, "a: 1")).isEmpty();
    }

    @Test
    void a_result_is_not_there_before_its_task_nor_in_an_uninstallation() {
        String keys = """
                tasks:
                  - package: {name: "${result.stdout}"}
                  - command: {shell: x}
                    register: result
                uninstall:
                  - file: {path: "/etc/${result.stdout}", state: absent}
                """;
        assertThat(problems(keys, "a: 1"))
                .containsExactly("there is no variable result", "there is no variable result");
    }

    @Test
    void what_is_wrong_only_if_a_condition_holds_must_be_so_on_every_host() {
        String keys = "tasks: [{package: {name: \"${a}\"}, when: facts.os.major == 6}]";

        assertThat(problems(keys, "b: 1", "b: 2")).containsExactly("there is no variable a");
        assertThat(problems(keys, "b: 1", "a: gcc")).isEmpty();
    }

    @Test
    void options_behind_a_condition_that_is_known_not_to_hold_are_not_looked_at() {
        assertThat(problems("tasks: [{package: {name: \"${a}\"}, when: b == 2}]", "b: 1"))
                .isEmpty();
    }

    @Test
    void options_behind_a_condition_that_cannot_be_answered_are_looked_at() {
        assertThat(problems("tasks: [{file: {path: relative, content: x}, when: facts.os.major == 6}]", "b: 1"))
                .hasSize(1);
    }

    @Test
    void without_hosts_there_is_nothing_to_check() {
        assertThat(problems("tasks: [{package: {name: \"${a}\"}}]")).isEmpty();
    }

    @Test
    void a_task_is_resolved_once_for_hosts_that_are_alike_and_again_only_where_its_condition_cannot_be_answered_yet() {
        assertThat(callsOnThreeHosts("package: {name: gcc}")).isEqualTo(1);
        assertThat(callsOnThreeHosts("package: {name: gcc}\nwhen: b == 1")).isEqualTo(1);
        assertThat(callsOnThreeHosts("package: {name: gcc}\nwhen: facts.os.major == 6"))
                .isEqualTo(1);
        assertThat(callsOnThreeHosts("package: {name: gcc}\nwhen: b == 2")).isEqualTo(0);
        assertThat(callsOnThreeHosts("package: {name: gcc}\nloop: [x, y]")).isEqualTo(2);
    }

    @Test
    void a_task_is_resolved_once_for_each_value_of_the_variables_that_it_names() {
        String[] hosts = {"{a: gcc, b: 1}", "{a: gcc, b: 2}", "{a: lvm2, b: 3}", "{a: gcc, b: 4}"};

        assertThat(calls("- package: {name: \"${a}\"}", hosts)).isEqualTo(2);
        assertThat(calls("- package: {name: \"${a}-${b}\"}", hosts)).isEqualTo(4);
        // What only the second asks for does not make the third ask more than once.
        assertThat(calls("- package: {name: x}\n- package: {name: \"${b}\"}\n- package: {name: y}", hosts))
                .isEqualTo(1 + 4 + 1);
        // What a task sets may be asked for by all that follow.
        assertThat(calls("- set_fact: {c: \"${a}\"}\n- package: {name: \"${c}\"}", hosts))
                .isEqualTo(2 + 2);
    }

    @Test
    void the_number_of_hosts_that_are_alike_costs_no_resolution() {
        String[] few = hosts(2);
        String[] many = hosts(200);

        String tasks = "- package: {name: \"${a}\"}\n- file: {path: /x, state: absent}\n  when: a == \"gcc\"";
        assertThat(calls(tasks, many)).isEqualTo(calls(tasks, few)).isEqualTo(2);
    }

    private static String[] hosts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{a: gcc, number: " + i + "}")
                .toArray(String[]::new);
    }

    private int callsOnThreeHosts(String keys) {
        return calls("-\n" + keys.indent(2), "b: 1", "b: 1", "b: 1");
    }

    /** How often the actions of a play's tasks are asked what they mean. */
    private int calls(String tasks, String... variables) {
        Play play = Plays.play(folder, "tasks:\n" + tasks.indent(2));
        AtomicInteger calls = new AtomicInteger();
        List<Task> counting = play.tasks().stream()
                .map(task -> doing(
                        (own, of) -> {
                            calls.incrementAndGet();
                            return task.action().with(own, of);
                        },
                        task))
                .toList();
        Play counted = new Play(
                0,
                play.name(),
                play.hosts(),
                play.requires(),
                play.defaults(),
                play.vars(),
                play.become(),
                play.rollout(),
                counting,
                play.handlers(),
                play.uninstall(),
                play.prompts(),
                play.forceHandlers(),
                play.selection(),
                play.position());
        List<Variables> hosts = Stream.of(variables).map(Plays::variables).toList();

        assertThat(PlaybookCheck.problems(counted, hosts)).isEmpty();
        return calls.get();
    }

    private static Task doing(Action action, Task like) {
        return new Task(
                like.name(),
                like.module(),
                action,
                like.when(),
                like.loop(),
                like.register(),
                like.notifies(),
                like.listens(),
                like.defaults(),
                like.vars(),
                like.params(),
                like.keywords(),
                like.conditions(),
                like.tags(),
                like.within(),
                like.position());
    }
}
