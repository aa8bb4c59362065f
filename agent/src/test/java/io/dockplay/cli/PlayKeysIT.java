package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.ssh.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every key of plays, blocks and tasks, on two hosts behind real SSH servers. */
@Timeout(120)
class PlayKeysIT {

    @TempDir
    Path folder;

    private TestServer one;
    private TestServer two;
    private Path hosts;

    @BeforeEach
    void up() throws Exception {
        one = TestServer.start(folder);
        two = TestServer.start(folder);
        hosts = write("hosts.yml", "all:\n  hosts:\n" + host("web1", one) + host("web2", two));
    }

    private String host(String name, TestServer server) throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        return "    " + name + ": {dir: \"" + dir + "\", "
                + server.variables().entrySet().stream()
                        .map(each -> each.getKey() + ": \"" + each.getValue() + "\"")
                        .collect(Collectors.joining(", "))
                + "}\n";
    }

    @AfterEach
    void down() throws IOException {
        one.close();
        two.close();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A play on web1, of its keys' text. */
    private Dockplay apply(String keys, Object... more) throws IOException {
        return run("apply", "- hosts: web1\n  become: false\n" + keys.indent(2), more);
    }

    private Dockplay run(String command, String playbook, Object... more) throws IOException {
        Path site = write("site.yml", playbook);
        Object[] first = {command, site, "-i", hosts, "--accept-new-host-keys", "--format", "json"};
        Object[] arguments = new Object[first.length + more.length];
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return Dockplay.run(arguments);
    }

    private static Dockplay good(Dockplay run) {
        assertThat(run.exit()).as("%s", run).isZero();
        return run;
    }

    /** What the tasks of web1 wrote into its log, in order. */
    private String log() throws IOException {
        Path log = folder.resolve("web1/log");
        return Files.exists(log) ? Files.readString(log).replace("\n", " ").strip() : "";
    }

    private static List<String> told(Dockplay run, String event, String field) {
        return run.events(event).stream().map(line -> line.path(field).asText()).toList();
    }

    /** A task that writes a word into the log. */
    private static String says(String word) {
        return "{name: " + word + ", command: {shell: \"echo " + word + " >> ${dir}/log\"}}";
    }

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
    void include_vars_takes_the_file_that_the_host_needs() throws Exception {
        write("vars/web1.yml", "colour: red\n");
        good(apply("""
                tasks:
                  - include_vars: "${inventory_hostname}.yml"
                  - {command: {shell: "echo ${colour} >> ${dir}/log"}}
                """));

        assertThat(log()).isEqualTo("red");
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
    void tasks_of_other_files_are_included() throws Exception {
        write("tasks/common.yml", "- command: {shell: \"echo ${word} >> ${dir}/log\"}\n");
        write("web1.yml", "- command: {shell: \"echo ${item} >> ${dir}/log\"}\n");
        good(apply("""
                tasks:
                  - {import_tasks: common.yml, vars: {word: imported}}
                  - {include_tasks: common.yml, vars: {word: included}, when: facts.cpus gt 0}
                  - {include_tasks: "${inventory_hostname}.yml", loop: [one, two]}
                  - {include_tasks: "nowhere.yml", when: "false && facts.cpus gt 0", loop: [1]}
                """));

        assertThat(log()).isEqualTo("imported included one two");
    }

    @Test
    void another_playbook_is_imported_with_its_own_files() throws Exception {
        write("other/play.yml", """
                - hosts: web1
                  become: false
                  tasks: [{file: {path: "${dir}/copy", source: motd}}]
                """);
        write("other/motd", "hello\n");
        good(run("apply", "- import_playbook: other/play.yml\n"));

        assertThat(folder.resolve("web1/copy")).hasContent("hello");
    }

    @Test
    void a_role_brings_its_tasks_handlers_files_templates_defaults_and_dependencies() throws Exception {
        write("roles/base/tasks/main.yml", "- %s\n".formatted(says("base")));
        write("roles/docker/meta/main.yml", "dependencies: [base]\n");
        write("roles/docker/defaults/main.yml", "port: 2375\ncolour: red\n");
        write("roles/docker/vars/main.yml", "kind: role\n");
        write("roles/docker/tasks/main.yml", """
                - file: {path: "${dir}/t", template: conf.ftl}
                  notify: Restart
                - file: {path: "${dir}/f", source: plain}
                - import_tasks: more.yml
                """);
        write("roles/docker/tasks/more.yml", "- %s\n".formatted(says("more")));
        write("roles/docker/templates/conf.ftl", "${port} ${colour} ${kind}\n");
        write("roles/docker/files/plain", "plain\n");
        write(
                "roles/docker/handlers/main.yml",
                "- {name: Restart, command: {shell: \"echo restart >> ${dir}/log\"}}\n");
        good(apply("""
                vars: {kind: play}
                pre_tasks: [%s]
                roles: [base, {role: docker, colour: blue}]
                tasks: [%s]
                post_tasks: [%s]
                """.formatted(says("pre"), says("tasks"), says("post"))));

        assertThat(log()).isEqualTo("pre base more tasks restart post");
        assertThat(folder.resolve("web1/t")).hasContent("2375 blue role");
        assertThat(folder.resolve("web1/f")).hasContent("plain");
    }

    @Test
    void a_roles_defaults_yield_to_everybody_and_a_task_can_import_a_role() throws Exception {
        write("roles/docker/defaults/main.yml", "colour: red\n");
        write("roles/docker/tasks/main.yml", "- {command: {shell: \"echo ${colour} >> ${dir}/log\"}}\n");
        write("roles/docker/tasks/other.yml", "- {command: {shell: \"echo other ${colour} >> ${dir}/log\"}}\n");
        good(apply("""
                vars: {colour: blue}
                tasks:
                  - import_role: {name: docker}
                  - import_role: {name: docker, tasks_from: other}
                """, "-e", "unused=1"));
        assertThat(log()).isEqualTo("blue other blue");
    }

    @Test
    void files_of_variables_win_over_the_plays_own() throws Exception {
        write("vars/colours.yml", "colour: blue\n");
        good(apply("""
                vars: {colour: red}
                vars_files: [colours.yml]
                tasks: [{command: {shell: "echo ${colour} >> ${dir}/log"}}]
                """));

        assertThat(log()).isEqualTo("blue");
    }

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

    @Test
    void a_task_is_done_on_another_host_with_the_variables_of_its_own() throws Exception {
        Dockplay run = good(apply("""
                tasks:
                  - command: {shell: "echo ${inventory_hostname} >> ${dir}/log; echo $((6 * 7))"}
                    delegate_to: web2
                    register: there
                  - command: {shell: "echo local >> ${dir}/log"}
                    delegate_to: localhost
                  - {command: {shell: "echo ${there.stdout} >> ${dir}/log"}}
                """));

        assertThat(log()).isEqualTo("web1 local 42");
        assertThat(told(run, "change", "label")).element(0).asString().endsWith(" on web2");
        assertThat(two.sessions()).isEqualTo(1);
        Dockplay nowhere = apply("tasks: [{command: {shell: \"true\"}, delegate_to: web9}]");
        assertThat(nowhere.exit()).isEqualTo(1);
        assertThat(nowhere.err()).contains("delegate_to: there is no host \"web9\"", "Did you mean \"web1\"?");
    }

    /** A play on both hosts, of its keys' text. */
    private Dockplay both(String keys, Object... more) throws IOException {
        return run(
                "apply",
                "- hosts: all\n  become: false\n  vars: {shared: \"" + folder + "\"}\n" + keys.indent(2),
                more);
    }

    private String sharedLog() throws IOException {
        return Files.readString(folder.resolve("log")).replace("\n", " ").strip();
    }

    @Test
    void what_is_done_once_is_done_on_the_first_host_and_known_on_all() throws Exception {
        String play = """
                tasks:
                  - command: {shell: "echo ${inventory_hostname} >> ${shared}/log; echo token-1"}
                    run_once: true
                    register: made
                  - {set_fact: {fact: "${inventory_hostname}"}, run_once: true}
                  - {command: {shell: "echo ${made.stdout} ${fact} >> ${dir}/log"}}
                """;
        good(both(play, "--dry-run"));
        good(both(play));

        assertThat(sharedLog()).isEqualTo("web1");
        assertThat(log()).isEqualTo("token-1 web1");
        assertThat(folder.resolve("web2/log")).hasContent("token-1 web1");
    }

    @Test
    void what_fails_once_fails_on_all() throws Exception {
        Dockplay run = both(
                "tasks: [{command: {shell: \"false\"}, run_once: true}, {command: {shell: \"echo x >> ${dir}/log\"}}]");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(told(run, "failed", "host")).containsExactlyInAnyOrder("web1", "web2");
        assertThat(folder.resolve("web2/log")).doesNotExist();
    }

    @Test
    void a_throttled_task_is_done_at_so_many_hosts_at_a_time() throws Exception {
        good(
                both(
                        "tasks: [{throttle: 1, command: {shell: \"mkdir ${shared}/lock && sleep 1 && rmdir ${shared}/lock\"}}]"));
    }

    @Test
    void in_linear_strategy_no_host_is_ahead_of_another() throws Exception {
        good(both("""
                strategy: linear
                tasks:
                  - command: {shell: "test ${inventory_hostname} = web2 || sleep 1; echo 1 >> ${shared}/log"}
                  - command: {shell: "echo 2 >> ${shared}/log"}
                """));

        assertThat(sharedLog()).isEqualTo("1 1 2 2");
    }

    @Test
    void in_linear_strategy_nobody_waits_for_a_host_that_failed() throws Exception {
        Dockplay run = both("""
                strategy: linear
                tasks:
                  - command: {shell: "test ${inventory_hostname} = web2"}
                  - command: {shell: "echo ${inventory_hostname} >> ${shared}/log"}
                """);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(sharedLog()).isEqualTo("web2");
    }

    @Test
    void hosts_are_begun_in_the_order_of_the_play() throws Exception {
        good(both("""
                order: reverse_sorted
                serial: 1
                tasks: [{command: {shell: "echo ${inventory_hostname} >> ${shared}/log"}}]
                """));

        assertThat(sharedLog()).isEqualTo("web2 web1");
    }

    @Test
    void end_play_ends_it_for_all_hosts() throws Exception {
        good(both("""
                strategy: linear
                tasks:
                  - {command: {shell: "echo ${inventory_hostname} >> ${dir}/log"}}
                  - {meta: end_play, when: inventory_hostname == "web1"}
                  - {command: {shell: "true"}}
                  - {command: {shell: "echo never >> ${dir}/log"}}
                """));

        assertThat(log()).isEqualTo("web1");
        assertThat(folder.resolve("web2/log")).hasContent("web2");
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

    @Test
    void wait_for_connection_connects_anew() throws Exception {
        good(apply("tasks: [%s, {wait_for_connection: {timeout: 10}}, %s]".formatted(says("one"), says("two"))));

        assertThat(log()).isEqualTo("one two");
        assertThat(one.sessions()).isEqualTo(2);
    }

    @Test
    void a_host_that_does_not_come_up_again_in_time_is_unreachable() throws Exception {
        String play = "tasks: [{reboot: {command: \"echo down >> ${dir}/log\", timeout: 0}}]";
        Dockplay dry = good(apply(play, "--dry-run"));
        assertThat(told(dry, "planned", "module")).containsExactly("reboot");

        Dockplay run = apply(play.replace("${dir}", folder + "/web1"));
        assertThat(run.exit()).isEqualTo(4);
        assertThat(told(run, "unreachable", "error"))
                .singleElement()
                .asString()
                .contains("it has not been booted anew");
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

    @Test
    void ignore_unreachable_of_a_task_goes_on_without_it() throws Exception {
        two.close();
        String task =
                "{name: there, command: {shell: \"true\"}, delegate_to: web2, ignore_unreachable: true, register: r}";
        String then = "{command: {shell: \"echo went on >> ${dir}/log\"}, when: r.unreachable}";

        Dockplay run = good(apply("tasks: [" + task + ", " + then + "]"));
        assertThat(told(run, "failed", "error")).singleElement().asString().contains("web1: delegate_to web2");
        assertThat(log()).isEqualTo("went on");

        assertThat(apply("tasks: [" + task.replace("ignore_unreachable: true, ", "") + ", " + then + "]")
                        .exit())
                .isEqualTo(4);
    }

    @Test
    void ignore_unreachable_of_a_play_leaves_out_hosts_that_never_answer() throws Exception {
        two.close();
        String play = "- hosts: all\n  become: false\n  ignore_unreachable: true\n  tasks: [" + says("one") + "]\n";

        Dockplay run = good(run("apply", play));
        assertThat(told(run, "warning", "text"))
                .singleElement()
                .asString()
                .contains("unreachable, which the play ignores");
        assertThat(log()).isEqualTo("one");
        Path site = write("site.yml", play);
        assertThat(Dockplay.run("apply", site, "-i", hosts, "--accept-new-host-keys")
                        .out())
                .contains("1 changed, 1 not reached");
        assertThat(run("apply", play.replace("true\n  tasks", "false\n  tasks")).exit())
                .isEqualTo(4);
    }

    @Test
    void ignore_unreachable_goes_on_after_a_connection_that_was_lost_for_good() throws Exception {
        Path begun = folder.resolve("web1/begun");
        Thread end = new Thread(() -> {
            try {
                while (!Files.exists(begun)) {
                    Thread.sleep(20);
                }
                one.close();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        end.start();

        Dockplay run = good(apply("""
                ignore_unreachable: true
                tasks:
                  - {name: first, command: {shell: "touch ${dir}/begun; sleep 2"}}
                  - {name: second, command: {shell: "true"}}
                """));
        end.join();
        assertThat(told(run, "failed", "task")).as("%s", run).containsExactly("first", "second");
    }

    @Test
    void step_wants_a_terminal() throws Exception {
        Dockplay run = apply("tasks: [" + says("one") + "]", "--step");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("--step: there is no terminal to ask on");
        assertThat(log()).isEmpty();
    }

    @Test
    void wait_for_goes_on_as_soon_as_a_file_or_a_port_is_there_and_changes_nothing() throws Exception {
        String play = """
                tasks:
                  - {command: {shell: "(sleep 1; echo started in 12 ms > ${dir}/app) </dev/null >/dev/null 2>&1 &"}}
                  - {name: file, wait_for: {path: "${dir}/app", search_regex: "in [0-9]+ ms", timeout: 60}, register: w}
                  - {name: port, wait-for: {port: %s, timeout: 60}}
                  - {name: gone, wait-for: {path: "${dir}/none", state: absent}}
                  - {command: {shell: "echo went on >> ${dir}/log"}, when: "!w.changed"}
                """.formatted(one.variables().get("ansible_port"));

        Dockplay dry = good(apply(play, "--dry-run"));
        assertThat(told(dry, "skipped", "reason")).contains("a dry run does not wait");

        Dockplay run = good(apply(play));
        assertThat(log()).isEqualTo("went on");
        assertThat(told(run, "change", "module")).containsOnly("command");
    }

    @Test
    void wait_for_that_was_in_vain_tells_for_what() throws Exception {
        Dockplay run = apply("tasks: [{wait_for: {path: \"${dir}/none\", timeout: 1}}, " + says("after") + "]");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(told(run, "failed", "error"))
                .singleElement()
                .asString()
                .contains("after 1 second ", "/web1/none is not there");
        assertThat(log()).isEmpty();
    }

    @Test
    void fetch_brings_each_host_s_file_into_a_folder_of_its_own() throws Exception {
        Path brought = folder.resolve("brought");
        for (String host : List.of("web1", "web2")) {
            Files.write(folder.resolve(host).resolve("f"), new byte[] {0, (byte) 255, (byte) host.charAt(3)});
        }
        String play =
                "- hosts: all\n  become: false\n  tasks: [{fetch: {path: \"${dir}/f\", dest: \"" + brought + "\"}}]\n";

        Dockplay dry = good(run("apply", play, "--dry-run"));
        assertThat(told(dry, "said", "text")).allMatch(text -> text.contains("would be written, 3 bytes"));
        assertThat(brought).doesNotExist();

        good(run("apply", play));
        for (String host : List.of("web1", "web2")) {
            Path file = brought.resolve(host + folder + "/" + host + "/f");
            assertThat(Files.readAllBytes(file)).containsExactly(0, 255, host.charAt(3));
            assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        Files.write(folder.resolve("web1/f"), new byte[] {1});
        assertThat(told(good(run("apply", play)), "said", "text"))
                .anyMatch(text -> text.endsWith("/web1/f written over, 1 byte"))
                .anyMatch(text -> text.endsWith("/web2/f is the same"));
    }

    @Test
    void fetch_never_writes_two_hosts_to_one_file() throws Exception {
        Files.writeString(folder.resolve("web1/f"), "a");
        Files.writeString(folder.resolve("web2/f"), "b");
        Path one = folder.resolve("flat");

        Dockplay run = run(
                "apply",
                "- hosts: all\n  become: false\n  tasks: [{fetch: {path: \"${dir}/f\", dest: \"" + one
                        + "\", flat: true}}]\n");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(told(run, "failed", "error")).singleElement().asString().contains("is where the file of web");
        assertThat(one).content().containsAnyOf("a", "b");
    }
}
