package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.Resource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskResolverTest {

    @TempDir
    Path folder;

    private final Variables variables =
            Plays.variables("major: 7\npackages: [gcc, lvm2]\nnone: []\n").withNotYet("later");

    private Resolution resolve(String keys) {
        return new TaskResolver(variables).resolve(Plays.task(folder, keys));
    }

    private List<String> labels(String keys) {
        return Plays.ready(Plays.task(folder, keys), variables).stream()
                .map(Resource::label)
                .toList();
    }

    @Test
    void a_task_without_conditions_is_one_resource() {
        assertThat(labels("package: {name: gcc}")).containsExactly("gcc");
    }

    @Test
    void a_loop_is_a_resource_for_each_element() {
        assertThat(labels("loop: \"${packages}\"\npackage: {name: \"${item}\"}"))
                .containsExactly("gcc", "lvm2");
        assertThat(labels("loop: [{n: a}, {n: b}]\npackage: {name: \"${item.n}\"}"))
                .containsExactly("a", "b");
        assertThat(labels("loop: \"${none}\"\npackage: {name: \"${item}\"}")).isEmpty();
    }

    @Test
    void a_condition_is_asked_for_each_element() {
        assertThat(labels("loop: \"${packages}\"\nwhen: item != 'gcc'\npackage: {name: \"${item}\"}"))
                .containsExactly("lvm2");
        assertThat(resolve("loop: \"${packages}\"\nwhen: item == 'x'\npackage: {name: \"${item}\"}"))
                .isEqualTo(new Resolution.Skipped("not item == 'x'"));
    }

    @Test
    void the_first_condition_that_does_not_hold_is_the_reason() {
        assertThat(resolve("when: [major == 7, major == 6, 'false']\npackage: {name: gcc}"))
                .isEqualTo(new Resolution.Skipped("not major == 6"));
    }

    @Test
    void yes_and_no_are_conditions() {
        assertThat(resolve("when: no\npackage: {name: gcc}")).isEqualTo(new Resolution.Skipped("not false"));
        assertThat(labels("when: yes\npackage: {name: gcc}")).containsExactly("gcc");
    }

    @Test
    void what_depends_on_a_later_value_is_not_known_yet() {
        assertThat(resolve("when: later.rc == 0\npackage: {name: gcc}")).isEqualTo(new Resolution.NotYet("later"));
        assertThat(resolve("package: {name: \"${later.stdout}\"}")).isEqualTo(new Resolution.NotYet("later"));
        assertThat(resolve("loop: \"${later.stdout_lines}\"\npackage: {name: \"${item}\"}"))
                .isEqualTo(new Resolution.NotYet("later"));
    }

    @Test
    void a_condition_that_fails_decides_whatever_the_others_will_be() {
        assertThat(resolve("when: [later.rc == 0, major == 6]\npackage: {name: gcc}"))
                .isEqualTo(new Resolution.Skipped("not major == 6"));
    }

    @Test
    void options_of_a_task_that_is_skipped_are_not_looked_at() {
        assertThat(resolve("when: major == 6\npackage: {name: \"${nowhere}\"}")).isInstanceOf(Resolution.Skipped.class);
    }

    @Test
    void the_tasks_own_variables_win_and_may_name_the_element() {
        assertThat(labels("loop: [a]\nvars: {major: \"${item}-x\"}\npackage: {name: \"${major}\"}"))
                .containsExactly("a-x");
    }

    @Test
    void an_error_names_the_task() {
        assertThatThrownBy(() -> resolve("name: Install\npackage: {name: \"${nowhere}\"}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("play.yml:5:23, task \"Install\"");
        assertThatThrownBy(() -> resolve("loop: 7\npackage: {name: gcc}"))
                .hasMessageContaining("loop is a number, not a list");
    }
}
