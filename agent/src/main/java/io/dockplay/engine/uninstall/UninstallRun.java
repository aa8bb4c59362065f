package io.dockplay.engine.uninstall;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.iterator.PlayIterator;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.engine.record.RecordLine;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.task.HostContext;
import io.dockplay.engine.task.PlayExecutor;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.KeptPlaces;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Live;
import io.dockplay.transport.Unreachable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Restores one host: undoes the changes on its record in reverse order, runs the play's own {@code uninstall:} tasks,
 * and removes the record.
 *
 * <p>An interrupted uninstall can run again, because the record is shortened last.
 */
public final class UninstallRun implements FleetRun.Work {

    /** The variable by which {@code uninstall:} tasks know the names of all that is removed or restored. */
    private static final String RESTORED = "given_back";

    private final RunMode mode;
    private final StopSignal stopSignal;
    private final boolean all;
    private final boolean force;
    private final boolean forget;
    private final RunId run = RunId.next();
    private final FleetCoordinator coordinator = new FleetCoordinator();
    private final Map<String, List<HostTarget.Assignment>> plays = new ConcurrentHashMap<>();

    /** Makes a run that nothing stops, that undoes only dockplay's changes, and that keeps no history on the host. */
    public UninstallRun(RunMode mode) {
        this(mode, new StopSignal(), false, false, true);
    }

    /**
     * Makes a run with all its options.
     *
     * @param mode whether the run may change the host
     * @param stopSignal keeps the host from beginning another change when the run has ended for all hosts
     * @param all whether what existed before dockplay is removed too, when the playbook names it
     * @param force whether files are restored that somebody changed since, and changes that cannot be restored leave
     *     the record
     * @param forget whether the host keeps no history of what was restored
     */
    public UninstallRun(RunMode mode, StopSignal stopSignal, boolean all, boolean force, boolean forget) {
        this.mode = mode;
        this.stopSignal = stopSignal;
        this.all = all;
        this.force = force;
        this.forget = forget;
    }

    @Override
    public RunId run() {
        return run;
    }

    /** Keeps all plays of each host, because {@link #on} may be called with one play at a time. */
    @Override
    public void assemble(List<HostTarget> targets) {
        targets.forEach(target -> plays.put(target.name(), target.assignments()));
    }

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        List<HostTarget.Assignment> assignments = new ArrayList<>(target.assignments());
        Collections.reverse(assignments);
        HostTarget reversed = target.with(assignments);
        List<HostTarget.Assignment> whole = plays.getOrDefault(target.name(), target.assignments());
        ApplyRun applyRun = new ApplyRun(mode, stopSignal, run, coordinator);
        List<Event.Changed> restored = new ArrayList<>();
        Consumer<Event> recording = event -> {
            if (event instanceof Event.Changed changed) {
                restored.add(changed);
            }
            listener.accept(event);
        };
        try {
            applyRun.onHost(reversed, recording, context -> {
                OrphanedChanges orphanedChanges = new OrphanedChanges(whole.stream()
                        .map(each -> PossibleTasks.of(each.play(), context.variables(each)))
                        .toList());
                ApplyRun.plays(context, reversed, (any, play, variables) -> {
                    restored.clear();
                    return restore(context, play, variables, orphanedChanges, run.name(), restored);
                });
            });
        } finally {
            applyRun.leave(target);
        }
    }

    /**
     * The record as a host keeps it.
     *
     * @param bytes its length on the host
     * @param keptPlaces where the files on it lay when they were changed
     */
    private record StoredRecord(HostRecord record, int bytes, KeptPlaces keptPlaces) {}

    private boolean restore(
            HostContext context,
            Play play,
            Variables variables,
            OrphanedChanges orphanedChanges,
            String run,
            List<Event.Changed> restored)
            throws Unreachable, BecomeRefused {
        Map<Boolean, StoredRecord> records = records(context, play);
        Map<Boolean, HostRecord> known = new LinkedHashMap<>();
        Map<Boolean, KeptPlaces> places = new LinkedHashMap<>();
        records.forEach((root, stored) -> {
            known.put(root, stored.record());
            places.put(root, stored.keptPlaces());
        });
        UndoPlan plan = UndoPlan.of(
                context.host(),
                orphanedChanges.possibleTasks(play),
                orphanedChanges.leftovers(play, known),
                variables,
                known,
                places,
                all,
                force);
        plan.reports().forEach(context::report);
        orphanedChanges.others(known).ifPresent(context::warn);
        reportKept(
                context,
                plan,
                known.values().stream().allMatch(record -> record.entries().isEmpty()));

        PlayExecutor playExecutor = new PlayExecutor(context, Optional.empty());
        if (!playExecutor.run(PlayIterator.ofSteps(plan.steps()))) {
            return false;
        }
        Variables more = variables.with(RESTORED, plan.names());
        if (!playExecutor.run(PlayIterator.of(play.uninstall(), more))) {
            return false;
        }
        if (mode == RunMode.APPLY) {
            String restores = restored.stream()
                    .map(change -> RecordLine.ofRestore(
                            run,
                            play.position().file(),
                            change.step().task(),
                            change.step().module(),
                            change.step().label(),
                            change.changes()))
                    .collect(Collectors.joining());
            RemainingRecord remaining = plan.remaining();
            Collection<TaskStep> open = playExecutor.notRestored();
            for (Map.Entry<Boolean, StoredRecord> each : records.entrySet()) {
                boolean root = each.getKey();
                HostRecord record = each.getValue().record();
                HostRecord left = remaining.of(record, root, open);
                HostRecord gone = record.minus(left);
                String past = gone.entries().isEmpty() ? "" : RecordLine.ofRestored(gone, run) + restores;
                context.session()
                        .exchange(
                                root,
                                HostMessage.forget(
                                        each.getValue().bytes(),
                                        left.text(),
                                        past,
                                        forget,
                                        remaining.obsoleteCopies(left, root, open)),
                                Live.SILENT);
            }
        }
        return true;
    }

    /** Reads the records of the users that the play's tasks run as: root's, the login user's, or both. */
    private static Map<Boolean, StoredRecord> records(HostContext context, Play play)
            throws Unreachable, BecomeRefused {
        Set<Boolean> users = new HashSet<>();
        users.add(play.become());
        play.tasks().forEach(task -> users.add(task.become().orElse(play.become())));
        play.handlers().forEach(task -> users.add(task.become().orElse(play.become())));
        Map<Boolean, StoredRecord> records = new TreeMap<>();
        for (boolean root : users) {
            ProbeOutput probeOutput = context.session()
                    .exchange(root, HostMessage.record(), Live.SILENT)
                    .probeOutput();
            int bytes = probeOutput.bytes("record").map(found -> found.length).orElse(0);
            records.put(
                    root,
                    new StoredRecord(
                            HostRecord.read(probeOutput.raw("record")),
                            bytes,
                            KeptPlaces.read(probeOutput.raw("places"))));
        }
        return records;
    }

    /** Reports what is in the wanted state and stays, because it existed before dockplay. */
    private void reportKept(HostContext context, UndoPlan plan, boolean isRecordEmpty)
            throws Unreachable, BecomeRefused {
        List<String> stays = new ArrayList<>();
        for (boolean root : List.of(true, false)) {
            List<TaskStep> steps = plan.taskSteps().stream()
                    .filter(step ->
                            step.root() == root && !plan.existedBefore(step).isEmpty())
                    .filter(step -> !all || step.resource().undoAlso(List.of()).isEmpty())
                    .toList();
            if (steps.isEmpty()) {
                continue;
            }
            HostMessage probes = new HostMessage();
            for (int i = 0; i < steps.size(); i++) {
                TaskStep step = steps.get(i);
                probes.probe(
                        i,
                        step.resource().probe(context.machine()),
                        step.task().keywords().timeout());
            }
            Map<Integer, ProbeOutput> found =
                    context.session().exchange(root, probes, Live.SILENT).probes();
            for (int i = 0; i < steps.size(); i++) {
                TaskStep step = steps.get(i);
                if (isOk(step.resource(), found.get(i), context.machine())) {
                    for (String what : plan.existedBefore(step)) {
                        String shown = NoLogFilter.of(step.task().keywords()).text(what);
                        stays.add(step.task().module() + " " + shown);
                        if (!isRecordEmpty) {
                            context.report(step.task(), new Event.Kept(context.host(), step.title(), what));
                        }
                    }
                }
            }
        }
        if (isRecordEmpty) {
            context.warn("no record of dockplay's is on this host, so only the play's uninstall: tasks run"
                    + (stays.isEmpty() ? "" : "; this stays: " + String.join(", ", stays)));
        }
    }

    private static <S extends Record> boolean isOk(Resource<S> resource, @Nullable ProbeOutput found, Machine machine) {
        try {
            return found != null
                    && !found.isLate()
                    && resource.plan(resource.read(found), machine, PendingChanges.NOTHING)
                            .isNothing();
        } catch (InvalidInput | UnsupportedState e) {
            return false;
        }
    }
}
