package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import org.junit.jupiter.api.Test;

/** Tasks with {@code check_mode: true}: they are looked at, and what they find stays as it is. */
class CheckModeIT extends PlayKeys {

    private static final String LOOKED_AT = """
            tasks:
              - {name: looked at, check_mode: true, file: {path: "${dir}/a", content: "new"}, register: a, notify: tell}
              - {name: made, file: {path: "${dir}/b", content: "new"}}
              - {name: asked, when: a.changed && !a.failed, command: {shell: "echo asked >> ${dir}/log"}}
            handlers:
              - {name: tell, command: {shell: "echo told >> ${dir}/log"}}
            """;

    @Test
    void what_is_only_looked_at_stays_and_registers_that_it_would_have_changed() throws Exception {
        write("web1/a", "old");
        Dockplay run = good(apply(LOOKED_AT));

        assertThat(folder.resolve("web1/a")).hasContent("old");
        assertThat(folder.resolve("web1/b")).hasContent("new");
        assertThat(log()).isEqualTo("asked told");
        assertThat(told(run, "looked", "task")).containsExactly("looked at");
        assertThat(told(run, "change", "task")).containsExactly("made", "asked", "tell");
        assertThat(run.events("summary").get(0).at("/hosts/web1/changed").asInt())
                .isEqualTo(3);
    }

    @Test
    void a_dry_run_knows_that_it_stays_and_plans_what_apply_does() throws Exception {
        write("web1/a", "old");
        Dockplay run = good(apply(LOOKED_AT, "--dry-run"));

        assertThat(told(run, "looked", "task")).containsExactly("looked at");
        assertThat(told(run, "planned", "task")).containsExactly("made", "asked", "tell");
    }

    @Test
    void the_difference_is_printed_as_one_that_stays() throws Exception {
        write("web1/a", "old\n");
        good(apply("tasks: [{name: looked at, check_mode: true, file: {path: \"${dir}/a\", content: \"new\\n\"}}]"));
        Dockplay run = Dockplay.run("apply", folder.resolve("site.yml"), "-i", hosts);

        assertThat(run.out())
                .contains("= file " + folder + "/web1/a: content  ", "-old", "+new", "left as it is: check_mode");
    }

    @Test
    void a_block_is_only_looked_at_but_for_the_tasks_that_say_otherwise() throws Exception {
        Dockplay run = good(apply("""
                check_mode: true
                tasks:
                  - {name: folder, file: {path: "${dir}/new", state: directory}}
                  - {name: in it, file: {path: "${dir}/new/a", content: x}}
                  - {name: read, check_mode: false, command: {shell: "echo seen", read_only: true}, register: seen}
                  - debug: {msg: "${seen.stdout}"}
                  - {name: never run, command: {shell: "echo run >> ${dir}/log"}, register: ran}
                  - {name: not waited, pause: {seconds: 600}}
                  - debug: {msg: "skipped ${ran.skipped?c}"}
                """));

        assertThat(folder.resolve("web1/new")).doesNotExist();
        assertThat(log()).isEmpty();
        assertThat(told(run, "looked", "task")).containsExactly("folder", "in it", "never run");
        assertThat(told(run, "said", "text")).containsExactly("seen", "skipped true");
    }

    @Test
    void a_task_that_changes_something_does_not_see_what_was_only_looked_at() throws Exception {
        String play = """
                tasks:
                  - {name: folder, check_mode: true, file: {path: "${dir}/new", state: directory}}
                  - {name: in it, file: {path: "${dir}/new/a", content: x}}
                """;

        assertThat(told(apply(play, "--dry-run"), "failed", "task"))
                .isEqualTo(told(apply(play), "failed", "task"))
                .containsExactly("in it");
    }
}
