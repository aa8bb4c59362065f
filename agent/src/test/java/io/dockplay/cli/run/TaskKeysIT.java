package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import org.junit.jupiter.api.Test;

/** Keys of a task: repetition, results, loops, facts, no_log and timeouts. */
class TaskKeysIT extends PlayKeys {

    @Test
    void a_task_is_repeated_until_its_condition_holds() throws Exception {
        String task = """
                tasks:
                  - name: count
                    command: {shell: "echo x >> ${dir}/count; wc -l < ${dir}/count"}
                    register: count
                    until: count.stdout?trim?number >= %d
                    retries: 4
                    delay: 0
                  - command: {shell: "echo ${count.attempts} >> ${dir}/log"}
                """;
        Dockplay run = good(apply(task.formatted(3)));

        assertThat(log()).isEqualTo("3");
        assertThat(run.events("retried")).hasSize(2);
        Dockplay failed = apply(task.formatted(100));
        assertThat(failed.exit()).isEqualTo(2);
        assertThat(told(failed, "failed", "error"))
                .singleElement()
                .asString()
                .contains("after 5 attempts this does not hold: count.stdout?trim?number >= 100");
    }

    @Test
    void a_command_that_only_looks_is_repeated_until_it_succeeds() throws Exception {
        good(apply("""
                tasks:
                  - name: comes later
                    command: {shell: "echo x >> ${dir}/count; test $(wc -l < ${dir}/count) -ge 3", read_only: true}
                    retries: 5
                    delay: 0
                """));

        assertThat(folder.resolve("web1/count")).hasContent("x\nx\nx\n");
    }

    @Test
    void changed_when_and_failed_when_judge_a_result() throws Exception {
        Dockplay run = apply("""
                tasks:
                  - name: quiet
                    command: {shell: "echo nothing new"}
                    register: said
                    changed_when: said.stdout?contains("updated")
                    notify: never
                  - name: tolerated
                    command: {shell: "exit 3"}
                    failed_when: rc gt 3
                  - name: refused
                    command: {shell: "echo error: no space"}
                    failed_when: stdout?contains("error")
                handlers:
                  - {name: never, command: {shell: "echo never >> ${dir}/log"}}
                """);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(told(run, "ok", "task")).containsExactly("quiet");
        assertThat(told(run, "change", "task")).containsExactly("tolerated");
        assertThat(told(run, "failed", "error"))
                .singleElement()
                .asString()
                .contains("failed_when holds: stdout?contains(\"error\")");
    }

    @Test
    void a_command_that_never_changes_anything_is_not_run_in_a_dry_run_and_not_counted() throws Exception {
        Dockplay run = good(run("apply", """
                - hosts: web1
                  become: false
                  tasks:
                    - {command: {shell: "date"}, changed_when: false}
                """, "--dry-run", "--detailed-exitcode"));

        assertThat(told(run, "skipped", "reason"))
                .containsExactly("a dry run does not run it, and it never counts as a change");
    }

    @Test
    void a_loop_has_a_variable_an_index_and_a_label() throws Exception {
        Dockplay run = good(apply("""
                tasks:
                  - command: {shell: "echo ${n}${colour.name} >> ${dir}/log"}
                    loop: [{name: red, secret: abcd}, {name: blue, secret: efgh}]
                    loop_control: {loop_var: colour, index_var: n, label: "${colour.name}", pause: 0}
                """));

        assertThat(log()).isEqualTo("0red 1blue");
        assertThat(told(run, "change", "label")).containsExactly("red", "blue");
    }

    @Test
    void set_fact_holds_from_there_on_and_over_what_the_task_says() throws Exception {
        good(apply("""
                vars: {colour: red}
                tasks:
                  - {command: {shell: "echo ${colour} >> ${dir}/log"}}
                  - set_fact: {colour: "blue", number: "${1 + 1}"}
                  - command: {shell: "echo ${colour} ${number + 1} >> ${dir}/log"}
                    vars: {colour: green}
                """));

        assertThat(log()).isEqualTo("red blue 3");
    }

    @Test
    void set_fact_of_what_was_registered_is_known_after_it() throws Exception {
        String tasks = """
                tasks:
                  - {command: {shell: "echo blue"}, register: said}
                  - set_fact: {colour: "${said.stdout}"}
                  - {command: {shell: "echo ${colour} >> ${dir}/log"}}
                """;
        Dockplay dry = good(apply(tasks, "--dry-run"));

        assertThat(dry.out()).contains("the task that registers colour");
        good(apply(tasks));
        assertThat(log()).isEqualTo("blue");
    }

    @Test
    void debug_tells_a_text_and_a_value() throws Exception {
        Dockplay run = good(apply("""
                vars: {colours: [red, blue]}
                tasks:
                  - debug: {msg: "first ${colours[0]}"}
                  - debug: {var: colours}
                """));

        assertThat(told(run, "said", "text")).containsExactly("first red", "[ \"red\", \"blue\" ]");
    }

    @Test
    void fail_ends_the_host_with_its_message() throws Exception {
        Dockplay run = apply("tasks: [{fail: {msg: too old}, when: facts.cpus gt 0}, %s]".formatted(says("never")));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(told(run, "failed", "error")).singleElement().asString().contains("too old");
        assertThat(log()).isEmpty();
    }

    @Test
    void no_log_hides_all_of_a_task_and_diff_false_its_texts() throws Exception {
        Dockplay run = good(apply("""
                tasks:
                  - {name: hidden, no_log: true, command: {shell: "echo pssst >> ${dir}/log"}}
                  - {name: short, diff: false, file: {path: "${dir}/f", content: "long text"}}
                  - {name: whole, file: {path: "${dir}/g", content: "shown text"}}
                """));

        assertThat(log()).isEqualTo("pssst");
        assertThat(run.out()).doesNotContain("pssst", "long text").contains("shown text", folder + "/web1/f");
        Dockplay verbose = Dockplay.run("apply", folder.resolve("site.yml"), "-i", hosts, "-vv");
        assertThat(verbose.out()).doesNotContain("pssst");
    }

    @Test
    void what_no_log_hides_is_hidden_when_it_fails_too() throws Exception {
        Dockplay run = apply("tasks: [{name: hidden, no_log: true, command: {shell: \"echo pssst; false\"}}]");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out() + run.err()).doesNotContain("pssst").contains("it failed, and no_log hides how");
    }

    @Test
    void a_change_that_takes_longer_than_its_timeout_is_ended() throws Exception {
        Dockplay run = apply("tasks: [{command: {shell: \"sleep 60\"}, timeout: 1}]");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("it took longer than 1 seconds and was ended");
    }

    @Test
    void a_look_that_takes_longer_than_its_timeout_fails_its_task_alone_in_a_dry_run_too() throws Exception {
        String play = """
                tasks:
                  - {name: stuck, command: {shell: "sleep 100000", read_only: true}, timeout: 1, ignore_errors: true}
                  - %s
                """.formatted(says("after"));

        assertThat(told(good(apply(play, "--dry-run")), "failed", "error"))
                .containsExactly("web1: command sleep 100000: a look at it took longer than 1 second and was ended");
        good(apply(play));
        assertThat(log()).isEqualTo("after");
    }
}
