package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Keys of a play: its variables, prompts, meta actions and pauses. */
class PlayKeysIT extends PlayKeys {

    @Test
    void meta_ends_the_play_for_a_host_and_clears_errors() throws Exception {
        good(run("apply", """
                - hosts: all
                  become: false
                  tasks:
                    - {meta: end_host, when: inventory_hostname == "web2"}
                    - {command: {shell: "echo ${inventory_hostname} >> ${dir}/log"}}
                """));
        assertThat(folder.resolve("web1/log")).exists();
        assertThat(folder.resolve("web2/log")).doesNotExist();
        Files.delete(folder.resolve("web1/log"));

        Dockplay run = apply("""
                tasks:
                  - {command: {shell: "false"}}
                  - %s
                  - meta: clear_host_errors
                  - %s
                """.formatted(says("never"), says("after")));
        assertThat(log()).isEqualTo("after");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void ignore_errors_of_a_play_holds_for_its_tasks() throws Exception {
        good(apply("ignore_errors: true\ntasks: [{command: {shell: \"false\"}}, %s]".formatted(says("after"))));

        assertThat(log()).isEqualTo("after");
    }

    @Test
    void ansibles_long_names_of_modules_are_understood() throws Exception {
        good(apply("tasks: [{ansible.builtin.command: {shell: \"echo long >> ${dir}/log\"}}]"));

        assertThat(log()).isEqualTo("long");
    }

    @Test
    void a_pause_is_made_in_an_apply_only() throws Exception {
        good(apply("tasks: [{pause: {minutes: 60}}]", "--dry-run"));
        good(apply("tasks: [{pause: {seconds: 0}}, %s]".formatted(says("after"))));

        assertThat(log()).isEqualTo("after");
    }

    @Test
    void what_a_play_asks_for_is_given_by_a_default_or_on_the_command_line() throws Exception {
        String play = """
                vars_prompt:
                  - {name: colour, prompt: Which colour, private: false, default: red}
                  - {name: word, prompt: Which word}
                tasks: [{command: {shell: "echo ${colour} ${word} >> ${dir}/log"}}]
                """;
        Dockplay refused = apply(play);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("there is no terminal to ask for word on", "-e word=");

        Dockplay run = good(apply(play, "-e", "word=open-sesame"));
        assertThat(log()).isEqualTo("red open-sesame");
        assertThat(run.out()).contains("red ********").doesNotContain("open-sesame");
    }
}
