package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which tasks of a play are chosen: by tags, by where it starts, in a list, and step by step. */
class ChosenTasksIT extends PlayKeys {

    @Test
    void tags_choose_tasks_always_and_never_included() throws Exception {
        String tasks = """
                tags: []
                tasks:
                  - {command: {shell: "echo a >> ${dir}/log"}, tags: [a]}
                  - {command: {shell: "echo b >> ${dir}/log"}, tags: "b,c"}
                  - {command: {shell: "echo always >> ${dir}/log"}, tags: always}
                  - {command: {shell: "echo never >> ${dir}/log"}, tags: [never, debug]}
                  - {tags: block, block: [{command: {shell: "echo inner >> ${dir}/log"}}]}
                """;
        good(apply(tasks, "--tags", "a,block"));
        assertThat(log()).isEqualTo("a always inner");
        Files.delete(folder.resolve("web1/log"));
        good(apply(tasks, "--skip-tags", "a,always"));
        assertThat(log()).isEqualTo("b inner");
        Files.delete(folder.resolve("web1/log"));
        good(apply(tasks, "--tags", "debug"));
        assertThat(log()).isEqualTo("always never");
    }

    @Test
    void a_saved_plan_keeps_the_choice_of_tasks() throws Exception {
        Path site = write("site.yml", """
                - hosts: web1
                  become: false
                  tasks:
                    - {file: {path: "${dir}/a", content: a}, tags: a}
                    - {file: {path: "${dir}/b", content: b}, tags: b}
                """);
        Path plan = folder.resolve("a.plan");
        good(Dockplay.run("plan", site, "-i", hosts, "-o", plan, "--accept-new-host-keys", "--tags", "a"));
        good(Dockplay.run("apply", plan, "--yes"));

        assertThat(folder.resolve("web1/a")).exists();
        assertThat(folder.resolve("web1/b")).doesNotExist();
    }

    @Test
    void tasks_and_tags_are_listed_without_contact() throws Exception {
        Path site = write("site.yml", """
                - name: Docker
                  hosts: web1
                  pre_tasks: [{name: before, command: {shell: "true"}}]
                  tasks:
                    - {name: one, command: {shell: "true"}, tags: [a, b]}
                    - {name: two, command: {shell: "true"}}
                """);
        assertThat(good(Dockplay.run("apply", site, "--list-tasks")).out()).isEqualTo("""
                Docker (web1)
                  before  command
                  one  command  [a, b]
                  two  command
                """);
        assertThat(good(Dockplay.run("apply", site, "--list-tags")).out()).isEqualTo("Docker (web1)\n  a, b\n");
        assertThat(one.sessions()).isZero();
    }

    @Test
    void a_run_begins_at_the_task_that_is_named() throws Exception {
        String tasks = "tasks: [%s, %s, %s]".formatted(says("one"), says("two"), says("three"));
        good(apply(tasks, "--start-at", "tw*"));
        assertThat(log()).isEqualTo("two three");

        Dockplay nowhere = apply(tasks, "--start-at", "thre");
        assertThat(nowhere.exit()).isEqualTo(1);
        assertThat(nowhere.err()).contains("no task is called \"thre\"", "Did you mean \"three\"?");
    }

    @Test
    void step_wants_a_terminal() throws Exception {
        Dockplay run = apply("tasks: [" + says("one") + "]", "--step");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("--step: there is no terminal to ask on");
        assertThat(log()).isEmpty();
    }
}
