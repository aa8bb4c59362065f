package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import org.junit.jupiter.api.Test;

/** What a block, its rescue and its always do. */
class BlocksIT extends PlayKeys {

    @Test
    void rescue_runs_what_mends_a_block_and_always_runs_in_any_case() throws Exception {
        Dockplay run = good(apply("""
                tasks:
                  - block:
                      - %s
                      - {name: breaks, command: {shell: "false"}}
                      - %s
                    rescue:
                      - {name: why, command: {shell: "echo ${ansible_failed_task.name} >> ${dir}/log"}}
                    always:
                      - %s
                  - %s
                """.formatted(says("first"), says("never"), says("tidy"), says("after"))));

        assertThat(log()).isEqualTo("first breaks tidy after");
        assertThat(told(run, "failed", "ignored")).containsExactly("true");
    }

    @Test
    void always_without_rescue_runs_and_the_host_still_fails() throws Exception {
        Dockplay run = apply("""
                tasks:
                  - block:
                      - {name: breaks, command: {shell: "false"}}
                    always:
                      - %s
                  - %s
                """.formatted(says("tidy"), says("never")));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(log()).isEqualTo("tidy");
    }

    @Test
    void a_failure_in_an_inner_block_is_mended_by_the_outer_one() throws Exception {
        good(apply("""
                tasks:
                  - block:
                      - block:
                          - {name: breaks, command: {shell: "false"}}
                        always:
                          - %s
                      - %s
                    rescue:
                      - %s
                """.formatted(says("inner"), says("never"), says("outer"))));

        assertThat(log()).isEqualTo("inner outer");
    }

    @Test
    void a_failure_in_rescue_ends_the_host_after_always() throws Exception {
        Dockplay run = apply("""
                tasks:
                  - block:
                      - {name: breaks, command: {shell: "false"}}
                    rescue:
                      - {name: too, command: {shell: "false"}}
                    always:
                      - %s
                  - %s
                """.formatted(says("tidy"), says("never")));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(log()).isEqualTo("tidy");
    }

    @Test
    void rescue_is_passed_over_where_nothing_failed() throws Exception {
        good(apply("tasks: [{block: [%s], rescue: [%s], always: [%s]}]"
                .formatted(says("body"), says("never"), says("tidy"))));

        assertThat(log()).isEqualTo("body tidy");
    }

    @Test
    void what_a_block_says_holds_for_its_tasks() throws Exception {
        Dockplay run = good(apply("""
                tasks:
                  - when: colour == "red"
                    vars: {colour: blue}
                    block: [%s]
                  - vars: {word: inherited}
                    environment: {GREETING: hello}
                    block:
                      - command: {shell: "echo $GREETING ${word} >> ${dir}/log"}
                """.formatted(says("never"))));

        assertThat(log()).isEqualTo("hello inherited");
        assertThat(told(run, "skipped", "reason")).containsExactly("not colour == \"red\"");
    }

    @Test
    void a_rescue_that_is_not_chosen_by_its_tags_mends_nothing() throws Exception {
        Dockplay run = apply("""
                tasks:
                  - block: [{command: {shell: "false"}, tags: a}]
                    rescue: [%s]
                  - {command: {shell: "echo after >> ${dir}/log"}, tags: a}
                handlers: [{name: never, command: {shell: "echo never >> ${dir}/log"}}]
                """.formatted(says("never")), "--tags", "a");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(log()).isEmpty();
    }

    @Test
    void a_host_that_fails_in_a_block_runs_no_handlers() throws Exception {
        Dockplay run = apply("""
                tasks:
                  - {command: {shell: "true"}, notify: never}
                  - {block: [{command: {shell: "false"}}], always: [%s]}
                handlers: [{name: never, command: {shell: "echo never >> ${dir}/log"}}]
                """.formatted(says("tidy")));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(log()).isEqualTo("tidy");
    }
}
