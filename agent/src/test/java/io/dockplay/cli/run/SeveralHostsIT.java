package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import org.junit.jupiter.api.Test;

/** Keys about several hosts: delegation, once for all, throttle, order and the linear strategy. */
class SeveralHostsIT extends PlayKeys {

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
}
