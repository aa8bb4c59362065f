package io.dockplay.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that go in step, and their way through included files. */
@Timeout(60)
class InStepTest extends ManyHosts {

    @Test
    void in_linear_strategy_hosts_that_include_other_tasks_stay_in_step() throws Exception {
        Files.writeString(folder.resolve("more.yml"), """
                - {command: {shell: "echo more >> ${shared}/log"}}
                - {command: {shell: "echo more >> ${shared}/log"}}
                - {command: {shell: "echo more >> ${shared}/log"}}
                """);
        apply(2, hosts(2), play("strategy: linear\n" + tasks("""
                - {include_tasks: "${file}.yml", when: inventory_hostname == "web2", vars: {file: more}}
                - {command: {shell: "echo one >> ${shared}/log"}}
                - {command: {shell: "echo two >> ${shared}/log"}}
                """)));

        assertThat(log()).isEqualTo("more more more one one two two");
    }

    @Test
    void in_linear_strategy_nobody_waits_for_a_host_that_ends_fails_or_is_mended() throws Exception {
        apply(2, hosts(4), play("strategy: linear\n" + tasks("""
                - {meta: end_host, when: inventory_hostname == "web1"}
                - block:
                    - {command: {shell: "test ${inventory_hostname} != web2"}}
                    - {command: {shell: "echo body >> ${shared}/log"}}
                  rescue:
                    - {command: {shell: "echo rescue >> ${shared}/log"}}
                - {command: {shell: "test ${inventory_hostname} != web3"}}
                - {run_once: true, command: {shell: "echo once ${inventory_hostname} >> ${shared}/log"}}
                - {command: {shell: "echo last >> ${shared}/log"}}
                """)));

        assertThat(log()).isEqualTo("body body rescue once web2 last last");
    }

    @Test
    void a_play_that_ended_for_all_changes_nothing_more_in_linear_strategy() throws Exception {
        apply(2, hosts(2), play("strategy: linear\n" + tasks("""
                - command: {shell: "touch ${home}/done; while ! test -e ${shared}/web2/done; do sleep 0.1; done"}
                - {meta: end_play, when: inventory_hostname == "web1"}
                - {command: {shell: "echo never >> ${shared}/log"}}
                """)), 0);

        assertThat(log()).isEmpty();
    }

    private RunSummary apply(int forks, List<String> hosts, String playbook, int failures) throws IOException {
        RunSummary summary = apply(forks, hosts, playbook);
        assertThat(failures()).hasSize(failures);
        return summary;
    }

    @Test
    void no_more_hosts_are_at_work_than_forks_say() throws Exception {
        String busy = "mkdir ${shared}/lock || exit 1; sleep 0.05; rmdir ${shared}/lock";
        apply(1, hosts(4), play("strategy: linear\n" + tasks("""
                - {command: {shell: "%s"}}
                - {run_once: true, command: {shell: "%s"}}
                - {command: {shell: "%s"}}
                """.formatted(busy, busy, busy))));

        assertThat(failures()).isEmpty();
    }

    @Test
    void an_included_files_tasks_are_not_done_twice_after_a_failure_before_it() throws Exception {
        Files.writeString(folder.resolve("x.yml"), "- {command: {shell: \"echo included >> ${home}/log\"}}\n");
        apply(1, hosts(1), play(tasks("""
                - block:
                    - {command: {shell: "false"}}
                  rescue:
                    - {command: {shell: "echo rescue >> ${home}/log"}}
                - {include_tasks: "${file}.yml", vars: {file: x}}
                """)));

        assertThat(log("web1")).isEqualTo("rescue included");
    }
}
