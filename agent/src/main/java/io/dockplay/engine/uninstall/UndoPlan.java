package io.dockplay.engine.uninstall;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.message.Message;
import io.dockplay.playbook.RunAs;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.Problem;
import io.dockplay.resource.KeptPlaces;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plans the uninstall of one play on one host: the steps that restore what the host's records say was changed. */
final class UndoPlan {

    private final String host;
    private final PossibleTasks possibleTasks;
    private final Map<Boolean, HostRecord> records;
    private final Map<Boolean, KeptPlaces> places;
    private final boolean force;

    /** The recorded changes of each step, oldest first. */
    private final IdentityHashMap<TaskStep, List<RecordedChange>> changes = new IdentityHashMap<>();

    /** The steps of the uninstall; what was changed last comes first. */
    private final List<UndoStep> undoSteps = new ArrayList<>();

    private final List<TaskStep> unreadable = new ArrayList<>();
    private final List<OrphanedChanges.Leftover> settled = new ArrayList<>();
    private final List<Event> reports = new ArrayList<>();
    private final Set<Resource<?>> planned = new LinkedHashSet<>();

    private UndoPlan(
            String host,
            PossibleTasks possibleTasks,
            Map<Boolean, HostRecord> records,
            Map<Boolean, KeptPlaces> places,
            boolean force) {
        this.host = host;
        this.possibleTasks = possibleTasks;
        this.records = records;
        this.places = places;
        this.force = force;
    }

    /**
     * Plans the uninstall of a play.
     *
     * @param possibleTasks what the play's tasks may have changed
     * @param leftovers what the records say of the play and none of its tasks accounts for
     * @param variables the variables of the host
     * @param records whether it is root's → the record
     * @param places whether the record is root's → where the files on it lay when they were changed
     * @param all whether what existed before dockplay is removed too, when the play names it
     * @param force whether to restore even when something is lost by that
     */
    static UndoPlan of(
            String host,
            PossibleTasks possibleTasks,
            List<OrphanedChanges.Leftover> leftovers,
            Variables variables,
            Map<Boolean, HostRecord> records,
            Map<Boolean, KeptPlaces> places,
            boolean all,
            boolean force) {
        UndoPlan plan = new UndoPlan(host, possibleTasks, records, places, force);
        possibleTasks
                .invalid()
                .forEach((task, invalid) -> invalid.problems().forEach(problem -> plan.fail(task, "", problem)));
        List<TaskStep> steps = possibleTasks.steps();
        records.forEach((root, record) -> plan.changes.putAll(record.changesBySource(
                steps.stream().filter(step -> step.root() == root).toList())));
        for (int i = steps.size() - 1; i >= 0; i--) {
            plan.add(steps.get(i), all);
        }
        for (int i = leftovers.size() - 1; i >= 0; i--) {
            plan.add(leftovers.get(i), variables);
        }
        return plan;
    }

    private void add(TaskStep step, boolean all) {
        List<RecordedChange> own = changes.getOrDefault(step, List.of());
        int index = own.isEmpty() ? -1 : index(step);
        List<Resource<?>> former = new ArrayList<>();
        try {
            if (!own.isEmpty()) {
                former.addAll(step.resource().undo(withChecksums(own)));
            }
            if (all) {
                former.addAll(step.resource().undoAlso(own));
            }
        } catch (RuntimeException e) {
            unreadable.add(step);
            fail(step.task(), step.title().label(), unreadableRecord(e));
            return;
        }
        for (Resource<?> resource : inPlace(former, step.root())) {
            if (planned.add(resource)) {
                undoSteps.add(new UndoStep(step.with(forced(resource)), Optional.of(step), Optional.empty(), index));
            }
        }
    }

    private void add(OrphanedChanges.Leftover leftover, Variables variables) {
        if (!leftover.isOurs() && !force) {
            warn(leftover, LeftoverWarnings.notOurs(leftover));
            return;
        }
        if (leftover.task().isNeverGivenBack()) {
            settled.add(leftover);
            if (!leftover.isStillThere()) {
                warn(leftover, LeftoverWarnings.neverRestored(leftover));
            }
            return;
        }
        Optional<List<Resource<?>>> former;
        try {
            former = leftover.task().undo(withChecksums(leftover.recorded()));
        } catch (RuntimeException e) {
            fail(leftover.task().task(), leftover.step().label(), unreadableRecord(e));
            return;
        }
        if (former.isEmpty()) {
            warn(leftover, LeftoverWarnings.unknownState(leftover, force));
            if (force) {
                settled.add(leftover);
            }
            return;
        }
        settled.add(leftover);
        int at = place(leftover);
        for (Resource<?> resource : inPlace(former.get(), leftover.root())) {
            if (planned.add(resource)) {
                TaskStep step = new TaskStep(
                        leftover.task().task(),
                        forced(resource),
                        variables,
                        RunAs.plain(leftover.root()),
                        Optional.empty(),
                        0,
                        true);
                undoSteps.add(at, new UndoStep(step, Optional.empty(), Optional.of(leftover), leftover.index()));
                at++;
            }
        }
    }

    private List<Resource<?>> inPlace(List<Resource<?>> former, boolean root) {
        KeptPlaces kept = places.getOrDefault(root, KeptPlaces.NONE);
        return former.stream().flatMap(each -> each.at(kept).stream()).toList();
    }

    /** Returns the place of a leftover among the steps: before all that was changed earlier. */
    private int place(OrphanedChanges.Leftover leftover) {
        for (int i = 0; i < undoSteps.size(); i++) {
            UndoStep undo = undoSteps.get(i);
            if (undo.step().root() == leftover.root() && undo.index() < leftover.index()) {
                return i;
            }
        }
        return undoSteps.size();
    }

    private int index(TaskStep step) {
        List<HostRecord.Entry> entries = Optional.ofNullable(records.get(step.root()))
                .map(HostRecord::entries)
                .orElse(List.of());
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).isOf(step)) {
                return i;
            }
        }
        return -1;
    }

    private Resource<?> forced(Resource<?> resource) {
        return force && resource instanceof Restore<?> restore ? restore.forced() : resource;
    }

    private void warn(OrphanedChanges.Leftover leftover, String text) {
        reports.add(new Event.Warned(host, leftover.step(), text));
    }

    private void fail(Task task, String label, Problem problem) {
        Event.Step step = new Event.Step(task.name(), task.module(), label);
        Problem named = (label.isEmpty() ? problem : problem.on(step.toString())).on(host);
        Event failed = new Event.Failed(
                host,
                step,
                named.context().isPresent() ? named : named.in(Message.of("task \"%s\"", task.name())),
                Optional.empty(),
                false);
        reports.add(failed.shownAs(NoLogFilter.of(task.keywords())));
    }

    private static Problem unreadableRecord(RuntimeException thrown) {
        return Problem.of(
                Message.of("what the record of the host says of it makes no sense: %s", thrown.getMessage()),
                Message.of("It stays as it is, and on the record (/var/lib/dockplay/record on the host). Put it"
                        + " right by hand."));
    }

    /** Adds the checksums of all files on the records, because several tasks may write one file. */
    private List<RecordedChange> withChecksums(List<RecordedChange> own) {
        List<RecordedChange> all = new ArrayList<>(own);
        records.values().stream()
                .flatMap(record -> record.entries().stream())
                .flatMap(entry -> entry.recorded().stream())
                .filter(RecordedChange::isChecksum)
                .forEach(all::add);
        return all;
    }

    /** Returns the steps of the play's tasks. */
    List<TaskStep> taskSteps() {
        return possibleTasks.steps();
    }

    /** Returns the warnings and failures to report before the first step runs. */
    List<Event> reports() {
        return List.copyOf(reports);
    }

    /** Returns the steps to run: first those that only warn, then those that restore. */
    List<TaskStep> steps() {
        return Stream.concat(
                        undoSteps.stream().filter(UndoStep::onlyWarns),
                        undoSteps.stream().filter(undo -> !undo.onlyWarns()))
                .map(UndoStep::step)
                .toList();
    }

    /** Returns the things of a step that existed before dockplay: no line of any task says that they were absent. */
    List<String> existedBefore(TaskStep step) {
        return step.resource().existedBefore(changes.getOrDefault(step, List.of())).stream()
                .filter(what -> records.values().stream()
                        .noneMatch(record -> record.wasAbsentAtFirst(step.task().module(), what)))
                .toList();
    }

    /** Returns the names of all that is removed or restored, for the play's {@code uninstall:} tasks. */
    List<String> names() {
        return steps().stream()
                .flatMap(step -> List.of(step.resource().label().split(", ", -1)).stream())
                .distinct()
                .toList();
    }

    /** Returns what decides, after the steps ran, which lines and copies remain on the host. */
    RemainingRecord remaining() {
        return new RemainingRecord(possibleTasks.steps(), undoSteps, unreadable, settled);
    }
}
