package io.dockplay.engine.uninstall;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.RunAs;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.KeptPlaces;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;
import io.dockplay.resource.WarningProbe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be done on one host to take a play back, by what its records say. */
final class UndoPlan {

    /** So many changes of a thing are told, and no more. */
    private static final int TOLD = 3;

    private final PossibleTasks possibleTasks;
    private final Map<Boolean, HostRecord> records;
    private final Map<Boolean, KeptPlaces> places;
    private final boolean force;

    /** What was done to each item, oldest first, with the checksums of all that was ever written. */
    private final IdentityHashMap<TaskStep, List<RecordedChange>> made = new IdentityHashMap<>();

    /** What takes things back, the last first. */
    private final List<Step> steps = new ArrayList<>();

    private final List<TaskStep> unclear = new ArrayList<>();
    private final List<OrphanedChanges.Leftover> forgotten = new ArrayList<>();
    private final List<Event> tellings = new ArrayList<>();
    private final Set<Resource<?>> known = new LinkedHashSet<>();
    private final String host;

    /**
     * Something that takes a thing back.
     *
     * @param step what is brought about
     * @param of the item that it takes back; none where no task of the play accounts for it
     * @param leftover what it takes back then
     * @param index where the thing is first named on its record; -1 where it is not
     */
    private record Step(TaskStep step, Optional<TaskStep> of, Optional<OrphanedChanges.Leftover> leftover, int index) {

        boolean isNotice() {
            return step.resource() instanceof WarningProbe;
        }
    }

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
     * The same for a play.
     *
     * @param possibleTasks what its tasks may have brought
     * @param leftovers what else is on the records of it
     * @param records root's and the login user's
     * @param places where the files lay that are on them
     * @param all whether what was there before goes too, where the play names it
     * @param force whether it is done even where something is lost by it
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
        UndoPlan giving = new UndoPlan(host, possibleTasks, records, places, force);
        possibleTasks
                .wrong()
                .forEach((task, wrong) -> wrong.problems().forEach(problem -> giving.fails(task, "", problem)));
        records.forEach((root, record) -> giving.made.putAll(record.made(possibleTasks.items().stream()
                .filter(step -> step.root() == root)
                .toList())));
        for (int i = possibleTasks.items().size() - 1; i >= 0; i--) {
            giving.add(possibleTasks.items().get(i), all);
        }
        for (int i = leftovers.size() - 1; i >= 0; i--) {
            giving.add(leftovers.get(i), variables);
        }
        return giving;
    }

    private void add(TaskStep step, boolean all) {
        List<RecordedChange> changes = made.getOrDefault(step, List.of());
        int index = changes.isEmpty() ? -1 : index(step);
        List<Resource<?>> back = new ArrayList<>();
        try {
            if (!changes.isEmpty()) {
                back.addAll(step.resource().undo(withChecksums(changes)));
            }
            if (all) {
                back.addAll(step.resource().undoAlso(changes));
            }
        } catch (RuntimeException nonsense) {
            unclear.add(step);
            fails(step.task(), step.title().label(), nonsense(nonsense));
            return;
        }
        for (Resource<?> resource : inPlace(back, step.root())) {
            if (known.add(resource)) {
                steps.add(new Step(step.with(forced(resource)), Optional.of(step), Optional.empty(), index));
            }
        }
    }

    private void add(OrphanedChanges.Leftover leftover, Variables variables) {
        if (!leftover.isOurs() && !force) {
            tell(
                    leftover,
                    "it stays: " + noMore(leftover) + ", and none of what the same run did; if this playbook brought"
                            + " it, --force gives it back");
            return;
        }
        if (leftover.task().isNeverGivenBack()) {
            forgotten.add(leftover);
            if (!leftover.isStillThere()) {
                tell(leftover, "nothing takes back what it did: " + noMore(leftover));
            }
            return;
        }
        Optional<List<Resource<?>>> back;
        try {
            back = leftover.task().undo(withChecksums(leftover.recorded()));
        } catch (RuntimeException nonsense) {
            fails(leftover.task().task(), leftover.step().label(), nonsense(nonsense));
            return;
        }
        if (back.isEmpty()) {
            tell(leftover, untold(leftover));
            if (force) {
                forgotten.add(leftover);
            }
            return;
        }
        forgotten.add(leftover);
        int at = place(leftover);
        for (Resource<?> resource : inPlace(back.get(), leftover.root())) {
            if (known.add(resource)) {
                TaskStep step = new TaskStep(
                        leftover.task().task(),
                        forced(resource),
                        variables,
                        RunAs.plain(leftover.root()),
                        Optional.empty(),
                        0,
                        true);
                steps.add(at, new Step(step, Optional.empty(), Optional.of(leftover), leftover.index()));
                at++;
            }
        }
    }

    private List<Resource<?>> inPlace(List<Resource<?>> back, boolean root) {
        KeptPlaces lay = places.getOrDefault(root, KeptPlaces.NONE);
        return back.stream().flatMap(each -> each.at(lay).stream()).toList();
    }

    /** Before all that was brought before it. */
    private int place(OrphanedChanges.Leftover leftover) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.step().root() == leftover.root() && step.index() < leftover.index()) {
                return i;
            }
        }
        return steps.size();
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

    private static String noMore(OrphanedChanges.Leftover leftover) {
        return "the playbook has the task \"" + leftover.task().task().name() + "\" no more";
    }

    private String untold(OrphanedChanges.Leftover leftover) {
        boolean isSecret = leftover.task().task().keywords().isSecret();
        String changes = leftover.made().stream()
                .filter(change -> !change.recorded().isChecksum())
                .limit(TOLD)
                .map(Change::toString)
                .collect(Collectors.joining(", "));
        String why = leftover.isStillThere()
                ? "what the task \"" + leftover.task().task().name() + "\" is about is not known before it runs"
                : noMore(leftover);
        String how =
                leftover.isStillThere() ? "; take it back under uninstall:" : "; put the task back and uninstall again";
        return (force ? "it stays: " : "it stays, and on the record: ") + why
                + ", and the record alone does not tell how to give it back"
                + (isSecret || changes.isEmpty() ? "" : " (" + changes + ")")
                + (force ? "" : how + ", or let it go with --force");
    }

    private void tell(OrphanedChanges.Leftover leftover, String text) {
        tellings.add(new Event.Warned(host, leftover.step(), text));
    }

    private void fails(Task task, String label, Problem problem) {
        Event.Step step = new Event.Step(task.name(), task.module(), label);
        String what = host + ": " + (label.isEmpty() ? "" : step + ": ") + problem.what();
        Problem named = new Problem(what, problem.where(), problem.context(), problem.advice());
        Event failed = new Event.Failed(
                host,
                step,
                named.context().isPresent() ? named : named.in("task \"" + task.name() + "\""),
                Optional.empty(),
                false);
        tellings.add(failed.shownAs(NoLogFilter.of(task.keywords())));
    }

    private static Problem nonsense(RuntimeException thrown) {
        return Problem.of(
                "what the record of the host says of it makes no sense: " + thrown.getMessage(),
                "It stays as it is, and on the record (/var/lib/dockplay/record on the host). Put it right by hand.");
    }

    /** Several tasks may write one file, so each is told what any of them wrote. */
    private List<RecordedChange> withChecksums(List<RecordedChange> changes) {
        List<RecordedChange> all = new ArrayList<>(changes);
        records.values().stream()
                .flatMap(record -> record.entries().stream())
                .flatMap(entry -> entry.recorded().stream())
                .filter(RecordedChange::isChecksum)
                .forEach(all::add);
        return all;
    }

    /** All that the play may have brought. */
    List<TaskStep> items() {
        return possibleTasks.items();
    }

    /** What is to be told before anything is done. */
    List<Event> tellings() {
        return List.copyOf(tellings);
    }

    /** The notices, and then what takes things back, the last first. */
    List<TaskStep> undone() {
        List<TaskStep> undone = new ArrayList<>();
        steps.stream().filter(Step::isNotice).map(Step::step).forEach(undone::add);
        steps.stream().filter(step -> !step.isNotice()).map(Step::step).forEach(undone::add);
        return undone;
    }

    /** What of an item was there before dockplay: of that no line says that it was not, whichever task wrote it. */
    List<String> existedBefore(TaskStep step) {
        return step.resource().existedBefore(made.getOrDefault(step, List.of())).stream()
                .filter(what -> records.values().stream()
                        .noneMatch(record -> record.tellsOfBringing(step.task().module(), what)))
                .toList();
    }

    /** The names of all that is taken away or given back, as the play's {@code uninstall:} tasks may ask for them. */
    List<String> names() {
        return undone().stream()
                .flatMap(step -> List.of(step.resource().label().split(", ", -1)).stream())
                .distinct()
                .toList();
    }

    /** The record without what was given back. */
    HostRecord left(HostRecord record, boolean root, Collection<TaskStep> failed) {
        Map<TaskStep, Step> byItem = new LinkedHashMap<>();
        steps.forEach(step -> byItem.put(step.step(), step));
        List<Step> open = failed.stream()
                .flatMap(step -> Optional.ofNullable(byItem.get(step)).stream())
                .toList();
        List<TaskStep> items = new ArrayList<>(unclear);
        open.forEach(step -> step.of().ifPresent(items::add));
        HostRecord left = record.without(
                possibleTasks.items().stream()
                        .filter(step -> step.root() == root && !items.contains(step))
                        .toList(),
                items);
        Set<HostRecord.Entry> gone = forgotten.stream()
                .filter(leftover -> leftover.root() == root
                        && open.stream().noneMatch(step -> step.leftover().equals(Optional.of(leftover))))
                .flatMap(leftover -> leftover.entries().stream())
                .collect(Collectors.toSet());
        return new HostRecord(
                left.entries().stream().filter(entry -> !gone.contains(entry)).toList());
    }

    /** The files that were given back, of which no copy is needed any more: nothing that is left on the record names them. */
    List<String> needless(HostRecord left, boolean root, Collection<TaskStep> failed) {
        Set<String> named = new LinkedHashSet<>();
        left.entries().forEach(entry -> {
            named.add(entry.label());
            entry.recorded().forEach(change -> named.add(change.key()));
        });
        return undone().stream()
                .filter(step -> step.root() == root && step.resource() instanceof Restore && !failed.contains(step))
                .flatMap(step -> step.resource().writes().stream())
                .filter(path -> !named.contains(path))
                .distinct()
                .toList();
    }
}
