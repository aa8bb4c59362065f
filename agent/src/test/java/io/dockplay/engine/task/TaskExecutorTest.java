package io.dockplay.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.coordination.TaskPath;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.MaskingListener;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.iterator.PersistedHandlers;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.session.DelegateSessions;
import io.dockplay.engine.session.Delegation;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.RunAs;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.transport.MachineFacts;
import io.dockplay.transport.Replies;
import io.dockplay.transport.TestHost;
import io.dockplay.vault.Revealed;
import io.dockplay.yaml.InputFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One step at a time: its result is what is returned, with no iterator, no listener and no host. */
class TaskExecutorTest {

    private static final Machine MACHINE = MachineFacts.read(new ProbeOutput(Map.of(), 0));

    @TempDir
    Path folder;

    private final StopSignal stopSignal = new StopSignal();
    private final FleetCoordinator coordinator = new FleetCoordinator();
    private final Wire wire = new Wire();
    private RunMode mode = RunMode.APPLY;
    private boolean isInPlan = true;
    private HostTarget target;
    private HostSession session;
    private Task task;

    @BeforeEach
    void up() throws Exception {
        target = new HostTarget("web1", () -> new TestHost(folder), Optional.empty(), List.of());
        session = HostSession.open(target);
        Path playbook = Files.writeString(
                folder.resolve("play.yml"), "- hosts: all\n  tasks:\n    - {name: light, debug: {msg: x}}\n");
        task = PlaybookReader.read(playbook, new InputFiles())
                .plays()
                .get(0)
                .tasks()
                .get(0);
    }

    @AfterEach
    void down() {
        session.close();
    }

    /** A lamp that shall be on. */
    private record Lamp(String label, Optional<Blocker> blocker) implements Resource<Lamp.State> {

        private record State(String light) {}

        @Override
        public Script probe(Machine machine) {
            return Script.of("answer light; cat lamp");
        }

        @Override
        public State read(ProbeOutput output) {
            return new State(output.text("light"));
        }

        @Override
        public Plan plan(State actual, Machine machine, PendingChanges pending) {
            List<Change> changes = List.of(Change.of("light", actual.light(), "on"));
            if (actual.light().equals("on")) {
                return Plan.NOTHING;
            }
            return blocker.map(reason -> Plan.blocked(changes, reason))
                    .orElse(Plan.of(changes, Script.of("echo on > lamp")))
                    .warning(Message.of("the lamp is %s", actual.light()));
        }

        @Override
        public List<String> writes() {
            return List.of("/" + label);
        }
    }

    private static final Lamp LAMP = new Lamp("lamp", Optional.empty());

    /** Answers what it was given, and remembers what was sent. */
    private static final class Wire implements Remote {

        private final List<String> sent = new ArrayList<>();
        private String after = "on";

        @Override
        public Machine machine(TaskStep step) {
            return MACHINE;
        }

        @Override
        public List<Probed> probe(List<TaskStep> steps) {
            return steps.stream().map(step -> new Probed(step, light(after))).toList();
        }

        @Override
        public ProbeOutput query(TaskStep step, Script script) {
            throw new AssertionError("nothing is queried");
        }

        @Override
        public Optional<Replies> sentAhead(TaskStep step, Plan plan) {
            return Optional.empty();
        }

        @Override
        public void settle() {}

        @Override
        public Replies change(Remote.Change change, List<Remote.Change> ahead) {
            sent.add(change.plan().script().code());
            Map<Integer, ProbeOutput> probes = new java.util.HashMap<>();
            for (int i = 0; i <= change.next().size(); i++) {
                probes.put(i, light(after));
            }
            ScriptResult outcome = new ScriptResult(after.equals("on") ? 0 : 1, "", "no current\n");
            return new Replies(new ProbeOutput(Map.of(), 0), probes, Optional.of(outcome));
        }
    }

    private static ProbeOutput light(String light) {
        return new ProbeOutput(Map.of("light", light.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private TaskStep step(Resource<?> resource, Optional<String> delegate) {
        RunAs runAs = new RunAs(false, Optional.empty(), Map.of(), delegate);
        return TaskStep.of(task, new Resolution.Bound(resource, Variables.NONE, runAs, Optional.empty()), 0, true);
    }

    private HostContext context(PlannedChanges planned) {
        Secrets secrets = Secrets.of(new Revealed(), Optional.empty());
        return new HostContext(
                "web1",
                session,
                new Delegation(target, new DelegateSessions()),
                MACHINE,
                mode,
                stopSignal,
                coordinator,
                RunId.next(),
                (step, changes) -> isInPlan,
                secrets,
                new PersistedHandlers(Map.of()),
                planned,
                new MaskingListener(secrets, TaskExecutorTest::notToBeTold));
    }

    private static void notToBeTold(Event event) {
        throw new AssertionError("it told " + event);
    }

    private Comparison compare(TaskStep step, ProbeOutput output, PlannedChanges planned) throws Exception {
        return new TaskExecutor(context(planned), wire).compare(new Remote.Probed(step, output));
    }

    private StepResult settled(TaskStep step, ProbeOutput output) throws Exception {
        return ((Comparison.Settled) compare(step, output, new PlannedChanges())).result();
    }

    private TaskExecutor.Attempt change(TaskStep step, List<Remote.Probed> later) throws Exception {
        HostContext context = context(new PlannedChanges());
        TaskExecutor executor = new TaskExecutor(context, wire);
        Comparison found = executor.compare(new Remote.Probed(step, light("off")));
        SharedTask sharedTask = SharedTask.of(0, new TaskPath(List.of(0)), task);
        return executor.change(
                (Comparison.Difference<?>) found,
                new ChangeGate(context, Optional.empty()),
                sharedTask,
                later,
                () -> "");
    }

    private TaskExecutor.Attempt changeDelegatedTo(String delegate) throws Exception {
        return change(step(LAMP, Optional.of(delegate).filter(name -> !name.isEmpty())), List.of());
    }

    @Test
    void what_is_in_the_wanted_state_is_unchanged() throws Exception {
        assertThat(settled(step(LAMP, Optional.empty()), light("on"))).isInstanceOf(StepResult.Unchanged.class);
        assertThat(wire.sent).isEmpty();
    }

    @Test
    void a_difference_comes_with_what_people_are_told_before_it_is_changed() throws Exception {
        Comparison found = compare(step(LAMP, Optional.empty()), light("off"), new PlannedChanges());

        assertThat(found).isInstanceOf(Comparison.Difference.class);
        assertThat(found.notes().warnings()).containsExactly("the lamp is off");
        assertThat(wire.sent).isEmpty();
    }

    @Test
    void a_dry_run_plans_a_difference() throws Exception {
        mode = RunMode.DRY_RUN;

        assertThat(settled(step(LAMP, Optional.empty()), light("off")))
                .isInstanceOfSatisfying(
                        StepResult.Planned.class,
                        planned ->
                                assertThat(planned.plan().changes()).containsExactly(Change.of("light", "off", "on")));
    }

    @Test
    void a_change_that_holds_comes_with_fresh_probes_of_the_steps_after_it() throws Exception {
        TaskStep after = step(new Lamp("other", Optional.empty()), Optional.empty());

        TaskExecutor.Attempt change =
                change(step(LAMP, Optional.empty()), List.of(new Remote.Probed(after, light("off"))));

        assertThat(change.result()).isInstanceOf(StepResult.Changed.class);
        assertThat(change.later()).singleElement().satisfies(probed -> {
            assertThat(probed.step()).isSameAs(after);
            assertThat(probed.output().text("light")).isEqualTo("on");
        });
    }

    @Test
    void a_change_that_does_not_hold_fails_with_what_the_host_said() throws Exception {
        wire.after = "off";

        StepResult result = changeDelegatedTo("").result();

        assertThat(result).isInstanceOfSatisfying(StepResult.Failed.class, failed -> {
            assertThat(failed.problem().what()).contains("web1: debug lamp: light", "(exit code 1)");
            assertThat(failed.problem().advice()).contains("no current");
        });
    }

    @Test
    void a_probe_that_was_ended_fails_the_step() throws Exception {
        assertThat(settled(step(LAMP, Optional.empty()), new ProbeOutput(Map.of(), ProbeOutput.LATE)))
                .isInstanceOf(StepResult.Failed.class);
    }

    @Test
    void what_stands_in_the_way_fails_the_step_or_in_a_dry_run_waits_for_who_removes_it() throws Exception {
        Prerequisite folder = new Prerequisite(Prerequisite.Kind.PATH, "/lamp");
        Lamp blocked = new Lamp("other", Optional.of(Blocker.of(Message.of("there is no /lamp"), folder)));
        PlannedChanges planned = new PlannedChanges();
        planned.add(step(LAMP, Optional.empty()), List.of(Change.of("light", "off", "on")));

        assertThat(((Comparison.Settled) compare(step(blocked, Optional.empty()), light("off"), planned)).result())
                .isInstanceOf(StepResult.Failed.class);
        mode = RunMode.DRY_RUN;
        assertThat(((Comparison.Settled) compare(step(blocked, Optional.empty()), light("off"), planned)).result())
                .isInstanceOfSatisfying(
                        StepResult.Waiting.class,
                        waiting -> assertThat(waiting.task()).isEqualTo("debug lamp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db1"})
    void after_another_hosts_failure_nothing_is_changed_here_or_on_a_delegate(String delegate) throws Exception {
        stopSignal.give();

        assertThat(changeDelegatedTo(delegate).result()).isInstanceOf(StepResult.Stopped.class);
        assertThat(wire.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db1"})
    void what_the_saved_plan_does_not_have_is_changed_neither_here_nor_on_a_delegate(String delegate) throws Exception {
        isInPlan = false;

        assertThat(changeDelegatedTo(delegate).result()).isInstanceOf(StepResult.Refused.class);
        assertThat(wire.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db1"})
    void what_nobody_agrees_to_is_skipped_here_and_on_a_delegate(String delegate) throws Exception {
        coordinator.confirmations().askWith(question -> "n", true);

        assertThat(changeDelegatedTo(delegate).result()).isEqualTo(new StepResult.Skipped("nobody agreed to it", true));
        assertThat(wire.sent).isEmpty();
    }

    @Test
    void what_another_host_has_done_to_the_same_machine_is_not_done_again() throws Exception {
        coordinator.machines().changes("web2", "db1");

        assertThat(changeDelegatedTo("db1").result()).isInstanceOf(StepResult.Unchanged.class);
        assertThat(wire.sent).isEmpty();
    }
}
