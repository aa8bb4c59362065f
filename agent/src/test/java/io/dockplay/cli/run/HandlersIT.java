package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import org.junit.jupiter.api.Test;

/** When handlers run, also after a run that broke. */
class HandlersIT extends PlayKeys {

    @Test
    void handlers_listen_run_where_they_are_flushed_and_notify_others() throws Exception {
        good(apply("""
                tasks:
                  - {command: {shell: "echo one >> ${dir}/log"}, notify: [topic]}
                  - meta: flush_handlers
                  - %s
                handlers:
                  - {name: second, command: {shell: "echo second >> ${dir}/log"}}
                  - {name: first, listen: topic, notify: second, command: {shell: "echo first >> ${dir}/log"}}
                """.formatted(says("two"))));

        assertThat(log()).isEqualTo("one first second two");
    }

    @Test
    void force_handlers_runs_what_was_notified_on_a_host_that_fails() throws Exception {
        String play = """
                force_handlers: %s
                tasks:
                  - {command: {shell: "echo one >> ${dir}/log"}, notify: tell}
                  - {command: {shell: "false"}}
                handlers:
                  - {name: tell, command: {shell: "echo told >> ${dir}/log"}}
                """;
        assertThat(apply(play.formatted(true)).exit()).isEqualTo(2);

        assertThat(log()).isEqualTo("one told");
    }

    @Test
    void an_option_forces_the_handlers_of_plays_that_do_not_say_so() throws Exception {
        String play = """
                tasks:
                  - {command: {shell: "echo one >> ${dir}/log"}, notify: tell}
                  - {command: {shell: "false"}}
                  - %s
                handlers:
                  - {name: tell, command: {shell: "echo told >> ${dir}/log"}}
                """.formatted(says("never"));
        assertThat(apply(play).exit()).isEqualTo(2);
        assertThat(log()).isEqualTo("one");

        assertThat(apply(play, "--force-handlers").exit()).isEqualTo(2);
        assertThat(log()).isEqualTo("one one told");
    }

    @Test
    void a_handler_that_a_broken_run_left_runs_in_the_next_one() throws Exception {
        String play = """
                tasks:
                  - {file: {path: "${dir}/settings", content: "a=1"}, notify: tell}
                  - {command: {shell: "test -e ${dir}/mended"}}
                handlers:
                  - {name: tell, command: {shell: "echo told >> ${dir}/log"}}
                """;
        assertThat(apply(play).exit()).isEqualTo(2);
        assertThat(log()).isEmpty();

        Dockplay dry = apply(play, "--dry-run");
        assertThat(told(dry, "planned", "task")).contains("tell");
        write("web1/mended", "");
        Dockplay second = good(apply(play));
        assertThat(told(second, "warning", "text")).singleElement().asString().contains("handler \"tell\"");
        assertThat(log()).isEqualTo("told");

        good(apply(play));
        assertThat(log()).isEqualTo("told");
        assertThat(folder.resolve(".dockplay/pending")).doesNotExist();
    }

    @Test
    void a_handler_that_fails_is_tried_again_by_the_next_run() throws Exception {
        String play = """
                tasks:
                  - {file: {path: "${dir}/settings", content: "a=1"}, notify: tell}
                handlers:
                  - {name: tell, command: {shell: "test -e ${dir}/mended; echo told >> ${dir}/log"}}
                """.replace("; echo", " && echo");
        assertThat(apply(play).exit()).isEqualTo(2);
        write("web1/mended", "");

        good(apply(play));
        assertThat(log()).isEqualTo("told");
    }
}
