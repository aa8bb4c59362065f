package io.dockplay.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.session.HostTarget;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one host does for all, on several hosts. */
@Timeout(60)
class OnceForAllTest extends ManyHosts {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50})
    void in_linear_strategy_what_is_done_once_keeps_nobody_waiting_for_ever(int forks) throws Exception {
        apply(forks, hosts(3), play("strategy: linear\n" + tasks(ONCE + """
                - {name: again, run_once: true, command: {shell: "echo again >> ${shared}/log"}}
                - name: block
                  run_once: true
                  block:
                    - {name: inner, command: {shell: "echo inner >> ${shared}/log"}, notify: told}
                """) + """
                handlers:
                  - {name: told, run_once: true, command: {shell: "echo told >> ${shared}/log"}}
                """));

        assertThat(failures()).isEmpty();
        assertThat(log()).isEqualTo("once web1 again inner told");
        assertThat(log("web3")).isEqualTo("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "linear"})
    void who_never_comes_to_a_task_does_not_keep_the_others_from_doing_it_once(String strategy) throws Exception {
        Files.writeString(folder.resolve("x.yml"), ONCE);
        apply(1, hosts(3), play("strategy: " + strategy + "\n" + tasks("""
                - {include_tasks: "${file}.yml", when: inventory_hostname != "web1", vars: {file: x}}
                - {name: last, command: {shell: "echo last >> ${home}/log"}}
                """)));

        assertThat(failures()).isEmpty();
        assertThat(log()).isEqualTo("once web2");
        assertThat(log("web1")).isEqualTo("last");
        assertThat(log("web3")).isEqualTo("token last");
    }

    @Test
    void who_failed_by_a_bug_in_an_earlier_play_keeps_nobody_waiting() throws Exception {
        String two = play("serial: 3\n" + tasks("- {command: {shell: \"true\"}}\n"))
                + play("strategy: linear\n" + tasks(ONCE));
        List<HostTarget> targets = targets(two, hosts(3));
        StopSignal stopSignal = new StopSignal();
        ApplyRun run = new ApplyRun(RunMode.APPLY, stopSignal);
        run.assemble(targets);
        FleetRun.Work work = new FleetRun.Work() {
            @Override
            public void on(HostTarget target, java.util.function.Consumer<Event> listener) {
                if (target.name().equals("web1")) {
                    throw new IllegalStateException("oops");
                }
                run.on(target, listener);
            }

            @Override
            public void exclude(String host) {
                run.exclude(host);
            }
        };
        new RollingRun(new FleetRun(3, events::add), stopSignal, false).run(targets, work);

        assertThat(log()).isEqualTo("once web2");
        assertThat(log("web3")).isEqualTo("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "linear"})
    void what_the_first_host_could_not_begin_is_done_by_the_next(String strategy) throws Exception {
        apply(2, List.of("gone", "web1", "web2"), play("strategy: " + strategy + "\n" + tasks(ONCE)));

        assertThat(log()).isEqualTo("once web1");
        assertThat(log("web2")).isEqualTo("token");
    }

    @Test
    void what_is_skipped_where_it_is_done_once_is_skipped_on_all() throws Exception {
        apply(2, hosts(2), play("strategy: linear\n" + tasks("""
                - name: once
                  run_once: true
                  when: inventory_hostname == "web2"
                  command: {shell: "echo once >> ${shared}/log"}
                  register: made
                - {command: {shell: "echo ${made.skipped?c} >> ${home}/log"}}
                """)));

        assertThat(log()).isEmpty();
        assertThat(log("web2")).isEqualTo("true");
    }

    @Test
    void an_include_that_is_done_once_is_the_first_hosts() throws Exception {
        Files.writeString(
                folder.resolve("web1.yml"), "- {command: {shell: \"echo ${inventory_hostname} >> ${shared}/log\"}}\n");
        apply(2, hosts(3), play("strategy: linear\n" + tasks("""
                - {include_tasks: "${inventory_hostname}.yml", run_once: true}
                - {command: {shell: "echo last >> ${home}/log"}}
                """)));

        assertThat(failures()).isEmpty();
        assertThat(log()).isEqualTo("web1");
        assertThat(log("web3")).isEqualTo("last");
    }

    @Test
    void one_host_pauses_for_all_where_it_is_done_once() throws Exception {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        List<HostTarget> targets = targets(play("strategy: linear\n" + tasks("""
                - {pause: {prompt: "Go on?"}, run_once: true}
                - {command: {shell: "echo last >> ${shared}/log"}}
                """)), hosts(3));
        StopSignal stopSignal = new StopSignal();
        ApplyRun run = new ApplyRun(RunMode.APPLY, stopSignal);
        run.askWith(
                question -> {
                    asked.add(question);
                    return "";
                },
                false);
        apply(2, targets, run, stopSignal);

        assertThat(asked).hasSize(1);
        assertThat(log()).isEqualTo("last last last");
        assertThat(told(Event.Skipped.class)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50})
    void a_dry_run_names_what_is_done_once_on_one_host(int forks) throws Exception {
        dryRun(forks, hosts(3), play("order: reverse_inventory\n" + tasks(ONCE)));

        assertThat(planned()).filteredOn(line -> line.endsWith(" once")).containsExactly("web3 once");
        assertThat(planned()).filteredOn(line -> line.endsWith(" each")).hasSize(3);
    }

    @Test
    void a_dry_run_knows_on_all_hosts_what_one_has_looked_up_for_all() throws Exception {
        dryRun(2, hosts(3), play(tasks("""
                - {run_once: true, command: {shell: "echo ${inventory_hostname}", read_only: true}, register: found}
                - {name: each, file: {path: "${home}/found", content: "${found.stdout}"}}
                """)));

        assertThat(told(Event.Planned.class)).hasSize(3);
        assertThat(told(Event.Planned.class))
                .allMatch(event -> event.changes().get(0).after().isEmpty());
    }

    @Test
    void a_file_that_is_imported_twice_has_its_tasks_done_once_each_time() throws Exception {
        Files.writeString(folder.resolve("x.yml"), """
                - name: once
                  run_once: true
                  command: {shell: "echo ${round} >> ${shared}/log; echo ${round}"}
                  register: made
                """);
        apply(2, hosts(2), play("vars: {round: 1}\n" + tasks("""
                - {import_tasks: x.yml}
                - {import_tasks: x.yml}
                - {set_fact: {round: 2}}
                - {import_tasks: x.yml}
                - {command: {shell: "echo ${made.stdout} >> ${home}/log"}}
                """)));

        assertThat(log()).isEqualTo("1 1 2");
        assertThat(log("web2")).isEqualTo("2");
    }

    @Test
    void a_handler_that_is_flushed_twice_is_done_once_each_time() throws Exception {
        apply(2, hosts(2), play(tasks("""
                - {command: {shell: "true"}, notify: told}
                - {meta: flush_handlers}
                - {command: {shell: "true"}, notify: told}
                """) + """
                handlers:
                  - {name: told, run_once: true, command: {shell: "echo told >> ${shared}/log"}}
                """));

        assertThat(log()).isEqualTo("told told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "linear"})
    void what_was_begun_once_and_lost_is_not_begun_by_the_next_host(String strategy) throws Exception {
        apply(2, hosts(2), play("strategy: " + strategy + "\n" + tasks("""
                - {run_once: true, reboot: {command: "echo down >> %s/log", timeout: 0}}
                - {command: {shell: "echo last >> ${shared}/log"}}
                """.formatted(folder))));

        assertThat(told(Event.Unreachable.class)).extracting(Event::host).containsExactly("web1");
        assertThat(failures())
                .singleElement()
                .asString()
                .contains("web2", "failed on the host that does it once for all");
        assertThat(log()).isEqualTo("down");
    }

    @Test
    void two_pauses_that_ask_the_same_are_asked_twice() throws Exception {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        StopSignal stopSignal = new StopSignal();
        ApplyRun run = new ApplyRun(RunMode.APPLY, stopSignal);
        run.askWith(
                question -> {
                    asked.add(question);
                    return "";
                },
                false);
        apply(2, targets(play(tasks("""
                - {pause: {prompt: "Go on?"}}
                - {pause: {prompt: "Go on?"}}
                """)), hosts(2)), run, stopSignal);

        assertThat(asked).hasSize(2);
    }
}
