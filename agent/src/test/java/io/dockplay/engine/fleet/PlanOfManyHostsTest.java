package io.dockplay.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved plans of plays whose tasks know of other hosts. */
@Timeout(60)
class PlanOfManyHostsTest extends ManyHosts {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50})
    void a_saved_plan_does_what_is_done_once(int forks) throws Exception {
        applyPlan(forks, hosts(3), play(tasks(ONCE)));

        assertThat(failures()).isEmpty();
        assertThat(log()).isEqualTo("once web1");
        assertThat(log("web3")).isEqualTo("token");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void a_saved_plan_does_what_is_done_once_also_where_hosts_come_in_other_batches(int forks) throws Exception {
        applyPlan(forks, List.of("a", "b", "c"), """
                - hosts: b
                  become: false
                  serial: 1
                  tasks: [{name: first, command: {shell: "echo first >> ${home}/log"}}]
                - hosts: all
                  become: false
                  order: reverse_inventory
                  tasks:
                    - name: once
                      run_once: true
                      command: {shell: "echo once ${inventory_hostname} >> ${shared}/log; echo token"}
                      register: made
                    - {name: each, command: {shell: "echo ${made.stdout} >> ${home}/log"}}
                """);

        assertThat(failures()).isEmpty();
        assertThat(log()).isEqualTo("once c");
        assertThat(log("a")).isEqualTo("token");
        assertThat(log("b")).isEqualTo("first token");
    }

    @Test
    void the_end_of_a_play_in_a_plans_look_does_not_end_the_play_itself() throws Exception {
        applyPlan(2, hosts(2), play("strategy: linear\n" + tasks("""
                - {name: before, command: {shell: "echo before >> ${home}/log"}}
                - {meta: end_play, when: inventory_hostname == "web2"}
                - {name: never, command: {shell: "echo never >> ${home}/log"}}
                """)));

        assertThat(failures()).isEmpty();
        assertThat(log("web1")).isEqualTo("before");
        assertThat(log("web2")).isEqualTo("before");
    }

    @Test
    void a_file_that_is_fetched_belongs_to_the_same_host_in_a_plans_look_and_after_it() throws Exception {
        applyPlan(1, hosts(2), play(tasks("""
                - {name: one, command: {shell: "echo ${inventory_hostname} >> ${home}/log"}}
                - {name: get, fetch: {path: "${home}/log", dest: "${shared}/fetched/"}}
                """)));

        assertThat(failures()).isEmpty();
        assertThat(folder.resolve("fetched/web2")
                        .resolve(folder.toString().substring(1))
                        .resolve("web2/log"))
                .hasContent("web2\n");
    }

    @Test
    void a_plan_lets_through_what_never_counts_as_a_change() throws Exception {
        applyPlan(1, hosts(1), play(tasks("""
                - {name: quiet, changed_when: false, command: {shell: "echo quiet >> ${home}/log"}}
                - {name: loud, command: {shell: "echo loud >> ${home}/log"}}
                """)));

        assertThat(failures()).isEmpty();
        assertThat(log("web1")).isEqualTo("quiet loud");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void hosts_of_a_saved_plan_have_part_in_all_its_plays(int forks) throws Exception {
        applyPlan(
                forks,
                hosts(3),
                play("serial: 3\n" + tasks("- {command: {shell: \"echo first >> ${home}/log\"}}\n"))
                        + play("strategy: linear\norder: reverse_inventory\n" + tasks("""
                - {command: {shell: "echo one >> ${shared}/log"}}
                - {run_once: true, command: {shell: "echo once ${inventory_hostname} >> ${shared}/log"}}
                - {command: {shell: "echo two >> ${shared}/log"}}
                """)));

        assertThat(failures()).isEmpty();
        assertThat(log()).isEqualTo("one one one once web3 two two two");
    }
}
