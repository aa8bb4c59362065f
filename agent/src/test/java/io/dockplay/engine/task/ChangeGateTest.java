package io.dockplay.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStatus;
import io.dockplay.engine.fleet.ManyHosts;
import io.dockplay.engine.fleet.RunSummary;
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

/** A reboot and a delegated change pass the gate that every change passes. */
@Timeout(60)
class ChangeGateTest extends ManyHosts {

    private static final String REBOOT = "- {reboot: {command: \"echo down >> FOLDER/log\", timeout: 0}}\n";
    private static final String DELEGATED =
            "- {delegate_to: \"${inventory_hostname}\", command: {shell: \"echo down >> FOLDER/log\"}}\n";

    private String in(String task) {
        return task.replace("FOLDER", folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {REBOOT, DELEGATED})
    void a_plan_lets_no_change_through_that_it_does_not_have(String change) throws Exception {
        applyPlan(1, hosts(1), play(tasks("""
                - {name: make, command: {shell: "touch ${home}/made", creates: "${home}/made"}}
                - {name: look, command: {shell: "test -e ${home}/made && echo yes || echo no", read_only: true}, register: seen}
                """ + in(change).replace("}}\n", "}, when: seen.stdout == \"yes\"}\n"))));

        assertThat(failures()).singleElement().asString().contains("not in the plan");
        assertThat(log()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {REBOOT, DELEGATED})
    void no_host_is_changed_after_a_failure_that_is_fatal(String change) throws Exception {
        RunSummary summary =
                apply(2, hosts(2), play("strategy: linear\nany_errors_fatal: true\n" + tasks("""
                - {command: {shell: "test ${inventory_hostname} != web1"}}
                """ + in(change))));

        assertThat(summary.hosts().get("web2").status()).isEqualTo(HostStatus.STOPPED);
        assertThat(log()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {REBOOT, DELEGATED})
    void step_by_step_a_host_is_changed_only_where_someone_agrees(String change) throws Exception {
        List<HostTarget> targets = targets(play(tasks(in(change))), hosts(2));
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        StopSignal stopSignal = new StopSignal();
        ApplyRun run = new ApplyRun(RunMode.APPLY, stopSignal);
        run.askWith(
                question -> {
                    asked.add(question);
                    return "n";
                },
                true);
        apply(2, targets, run, stopSignal);

        assertThat(asked).singleElement().asString().contains(change.contains("reboot") ? "reboot" : "command");
        assertThat(log()).isEmpty();
        assertThat(told(Event.Skipped.class)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {REBOOT, DELEGATED})
    void in_linear_strategy_hosts_are_changed_when_all_have_done_what_comes_before(String change) throws Exception {
        apply(2, hosts(2), play("strategy: linear\n" + tasks("""
                - {command: {shell: "while test ${inventory_hostname} = web1 && ! test -e ${shared}/web2/done; do sleep 0.1; done; echo one >> ${shared}/log; touch ${home}/done"}}
                """ + in(change))));

        assertThat(log()).startsWith("one one down");
    }

    @Test
    void a_reboot_is_throttled_too() throws Exception {
        apply(4, hosts(4), play(tasks("""
                - throttle: 1
                  reboot:
                    timeout: 0
                    command: "mkdir %1$s/lock && echo alone >> %1$s/log; sleep 0.2; rmdir %1$s/lock"
                """.formatted(folder))));

        assertThat(log()).startsWith("alone");
    }

    @Test
    void a_delegated_change_is_throttled_too() throws Exception {
        apply(4, hosts(4), play(tasks("""
                - throttle: 1
                  delegate_to: "${inventory_hostname}"
                  command: {shell: "mkdir %1$s/lock && echo alone >> %1$s/log; sleep 0.2; rmdir %1$s/lock"}
                """.formatted(folder))));

        assertThat(log()).isEqualTo("alone alone alone alone");
    }

    @Test
    void a_file_that_is_imported_twice_is_asked_for_twice() throws Exception {
        Files.writeString(folder.resolve("x.yml"), "- {command: {shell: \"echo x >> ${home}/log\"}}\n");
        List<String> answers = Collections.synchronizedList(new ArrayList<>(List.of("n", "y")));
        StopSignal stopSignal = new StopSignal();
        ApplyRun run = new ApplyRun(RunMode.APPLY, stopSignal);
        run.askWith(question -> answers.remove(0), true);
        apply(2, targets(play(tasks("- {import_tasks: x.yml}\n- {import_tasks: x.yml}\n")), hosts(2)), run, stopSignal);

        assertThat(log("web1")).isEqualTo("x");
        assertThat(log("web2")).isEqualTo("x");
        assertThat(answers).isEmpty();
    }

    @Test
    void who_waited_for_a_throttled_task_begins_nothing_after_a_failure_that_is_fatal() throws Exception {
        apply(4, hosts(4), play("any_errors_fatal: true\n" + tasks("""
                - throttle: 1
                  command: {shell: "echo one >> ${shared}/log; false"}
                """)));

        assertThat(log()).isEqualTo("one");
    }
}
