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
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
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

/**
 * Gives one host back: what its record says was brought is taken away in reverse order, then the play's own
 * {@code uninstall:} tasks run, then the record goes.
 *
 * <p>Interrupted anywhere it can be run again, because the record is cut down last.
 */
public final class UninstallRun implements FleetRun.Work {

    /** Under this name {@code uninstall:} tasks find the names of all that is taken away or given back. */
    private static final String GIVEN_BACK = "given_back";

    private final RunMode mode;
    private final StopSignal stopSignal;
    private final boolean all;
    private final boolean force;
    private final boolean forget;
    private final FleetCoordinator coordinator = new FleetCoordinator();
    private final Map<String, List<HostTarget.Assignment>> plays = new ConcurrentHashMap<>();

    /** A run that nothing stops, that takes away only what dockplay brought, and that leaves no trace. */
    public UninstallRun(RunMode mode) {
        this(mode, new StopSignal(), false, false, true);
    }

    /**
     * The same.
     *
     * @param mode what the run may do to the host
     * @param stopSignal keeps the host from another change when the fleet's run has ended
     * @param all whether what was there before goes too, where the playbook names it
     * @param force whether files are given back that somebody has changed since, and what cannot be given back is let go
     * @param forget whether the host does not remember either what was given back
     */
    public UninstallRun(RunMode mode, StopSignal stopSignal, boolean all, boolean force, boolean forget) {
        this.mode = mode;
        this.stopSignal = stopSignal;
        this.all = all;
        this.force = force;
        this.forget = forget;
    }

    /** All plays of a host are known by that, though they may be taken back one at a time. */
    @Override
    public void assemble(List<HostTarget> targets) {
        targets.forEach(target -> plays.put(target.name(), target.assignments()));
    }

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        List<HostTarget.Assignment> backwards = new ArrayList<>(target.assignments());
        Collections.reverse(backwards);
        HostTarget reversed = target.with(backwards);
        List<HostTarget.Assignment> whole = plays.getOrDefault(target.name(), target.assignments());
        RunId run = RunId.next();
        ApplyRun applyRun = new ApplyRun(mode, stopSignal, run, coordinator);
        List<Event.Changed> done = new ArrayList<>();
        Consumer<Event> heard = event -> {
            if (event instanceof Event.Changed changed) {
                done.add(changed);
            }
            listener.accept(event);
        };
        try {
            applyRun.onHost(reversed, heard, context -> {
                OrphanedChanges orphanedChanges = new OrphanedChanges(whole.stream()
                        .map(each -> PossibleTasks.of(each.play(), context.variables(each)))
                        .toList());
                ApplyRun.plays(context, reversed, (any, play, variables) -> {
                    done.clear();
                    return giveBack(context, play, variables, orphanedChanges, run.name(), done);
                });
            });
        } finally {
            applyRun.leave(target);
        }
    }

    /** A host's record, how long it was when it was read, and where the files lay that are on it. */
    private record Read(HostRecord record, int bytes, KeptPlaces keptPlaces) {}

    private boolean giveBack(
            HostContext context,
            Play play,
            Variables variables,
            OrphanedChanges orphanedChanges,
            String run,
            List<Event.Changed> done)
            throws Unreachable, BecomeRefused {
        Map<Boolean, Read> records = records(context, play);
        Map<Boolean, HostRecord> known = new LinkedHashMap<>();
        Map<Boolean, KeptPlaces> places = new LinkedHashMap<>();
        records.forEach((root, read) -> {
            known.put(root, read.record());
            places.put(root, read.keptPlaces());
        });
        UndoPlan plan = UndoPlan.of(
                context.host(),
                orphanedChanges.of(play),
                orphanedChanges.of(play, known),
                variables,
                known,
                places,
                all,
                force);
        plan.tellings().forEach(context::report);
        orphanedChanges.others(known).ifPresent(context::warn);
        tellWhatStays(
                context,
                plan,
                known.values().stream().allMatch(record -> record.entries().isEmpty()));

        PlayExecutor playExecutor = new PlayExecutor(context, Optional.empty());
        if (!playExecutor.run(PlayIterator.ofSteps(plan.undone()))) {
            return false;
        }
        Variables more = variables.with(GIVEN_BACK, plan.names());
        if (!playExecutor.run(PlayIterator.of(play.uninstall(), more))) {
            return false;
        }
        if (mode == RunMode.APPLY) {
            String how = done.stream()
                    .map(change -> HostRecord.giving(
                            run,
                            play.position().file(),
                            change.step().task(),
                            change.step().module(),
                            change.step().label(),
                            change.changes()))
                    .collect(Collectors.joining());
            for (Map.Entry<Boolean, Read> each : records.entrySet()) {
                boolean root = each.getKey();
                Collection<TaskStep> open = playExecutor.notRestored();
                HostRecord record = each.getValue().record();
                HostRecord left = plan.left(record, root, open);
                HostRecord givenBack = record.minus(left);
                String past = givenBack.entries().isEmpty() ? "" : HostRecord.given(givenBack, run) + how;
                context.session()
                        .exchange(
                                root,
                                Message.forget(
                                        each.getValue().bytes(),
                                        left.text(),
                                        past,
                                        forget,
                                        plan.needless(left, root, open)),
                                Live.SILENT);
            }
        }
        return true;
    }

    /** What root keeps and what the login user keeps, as far as the play has tasks of theirs. */
    private static Map<Boolean, Read> records(HostContext context, Play play) throws Unreachable, BecomeRefused {
        Set<Boolean> users = new HashSet<>();
        users.add(play.become());
        play.tasks().forEach(task -> users.add(task.become().orElse(play.become())));
        play.handlers().forEach(task -> users.add(task.become().orElse(play.become())));
        Map<Boolean, Read> records = new TreeMap<>();
        for (boolean root : users) {
            ProbeOutput probeOutput = context.session()
                    .exchange(root, Message.record(), Live.SILENT)
                    .probeOutput();
            int bytes = probeOutput.bytes("record").map(found -> found.length).orElse(0);
            records.put(
                    root,
                    new Read(
                            HostRecord.read(probeOutput.raw("record")),
                            bytes,
                            KeptPlaces.read(probeOutput.raw("places"))));
        }
        return records;
    }

    /** Names what is there as the play wants it although dockplay did not bring it, and so stays. */
    private void tellWhatStays(HostContext context, UndoPlan plan, boolean nothingOnRecord)
            throws Unreachable, BecomeRefused {
        List<String> stays = new ArrayList<>();
        for (boolean root : List.of(true, false)) {
            List<TaskStep> items = plan.items().stream()
                    .filter(step ->
                            step.root() == root && !plan.existedBefore(step).isEmpty())
                    .filter(step -> !all || step.resource().undoAlso(List.of()).isEmpty())
                    .toList();
            if (items.isEmpty()) {
                continue;
            }
            Message looks = new Message();
            for (int i = 0; i < items.size(); i++) {
                TaskStep step = items.get(i);
                looks.probe(
                        i,
                        step.resource().probe(context.machine()),
                        step.task().keywords().timeout());
            }
            Map<Integer, ProbeOutput> found =
                    context.session().exchange(root, looks, Live.SILENT).probes();
            for (int i = 0; i < items.size(); i++) {
                TaskStep step = items.get(i);
                if (isAsWanted(step.resource(), found.get(i), context.machine())) {
                    for (String what : plan.existedBefore(step)) {
                        String shown = NoLogFilter.of(step.task().keywords()).text(what);
                        stays.add(step.task().module() + " " + shown);
                        if (!nothingOnRecord) {
                            context.report(step.task(), new Event.Kept(context.host(), step.title(), what));
                        }
                    }
                }
            }
        }
        if (nothingOnRecord) {
            context.warn("no record of dockplay's is on this host, so only the play's uninstall: tasks run"
                    + (stays.isEmpty() ? "" : "; this stays: " + String.join(", ", stays)));
        }
    }

    private static <S extends Record> boolean isAsWanted(
            Resource<S> resource, @org.jspecify.annotations.Nullable ProbeOutput found, Machine machine) {
        try {
            return found != null
                    && !found.isLate()
                    && resource.plan(resource.read(found), machine, PendingChanges.NOTHING)
                            .isNothing();
        } catch (InvalidInput | UnsupportedState unclear) {
            return false;
        }
    }
}
