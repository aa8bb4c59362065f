package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
    void a_task_is_resolved_once_a_host_and_again_only_where_its_condition_cannot_be_answered_yet() {
        assertThat(callsOnThreeHosts("package: {name: gcc}")).isEqualTo(3);
        assertThat(callsOnThreeHosts("package: {name: gcc}\nwhen: b == 1")).isEqualTo(3);
        assertThat(callsOnThreeHosts("package: {name: gcc}\nwhen: facts.os.major == 6"))
                .isEqualTo(3);
        assertThat(callsOnThreeHosts("package: {name: gcc}\nwhen: b == 2")).isEqualTo(0);
        assertThat(callsOnThreeHosts("package: {name: gcc}\nloop: [x, y]")).isEqualTo(6);
    }

    /** How often the action of a play's only task is asked what it means. */
    private int callsOnThreeHosts(String keys) {
        Play play = Plays.play(folder, "tasks:\n  -\n" + keys.indent(4));
        Task task = play.tasks().get(0);
        AtomicInteger calls = new AtomicInteger();
        Action counting = (variables, of) -> {
            calls.incrementAndGet();
            return task.action().with(variables, of);
        };
        Play counted = new Play(
                0,
                play.name(),
                play.hosts(),
                play.requires(),
                play.defaults(),
                play.vars(),
                play.become(),
                play.rollout(),
                List.of(doing(counting, task)),
                play.handlers(),
                play.uninstall(),
                play.prompts(),
                play.forceHandlers(),
                play.selection(),
                play.position());
        List<Variables> hosts =
                Stream.of("b: 1", "b: 1", "b: 1").map(Plays::variables).toList();

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
