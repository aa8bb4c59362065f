package io.dockplay.engine.uninstall;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.OrphanedTask;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Selection;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskKeywords;
import io.dockplay.resource.Change;
import io.dockplay.resource.RecordedChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the changes on one host's records that no task of the playbook accounts for.
 *
 * <p>Their tasks were deleted, or are not for this host any more, or need a result of another task.
 *
 * <p>Two playbooks may have the same name. So a line belongs to this playbook only if one of these is true: its task is
 * still there; other tasks name the same things; the run that wrote it also wrote a line that a task accounts for.
 */
final class OrphanedChanges {

    /**
     * The changes of one thing that no task accounts for.
     *
     * @param root whether they are on root's record
     * @param task the task that made them, as far as the record shows it
     * @param label the label of the thing on the record
     * @param entries the lines, oldest first
     * @param index the place of the first line on the record
     * @param isStillThere whether the playbook still has the task
     * @param isOurs whether this playbook certainly made the changes
     */
    record Leftover(
            boolean root,
            OrphanedTask task,
            String label,
            List<HostRecord.Entry> entries,
            int index,
            boolean isStillThere,
            boolean isOurs) {

        /** Returns the title in reports; with {@code no_log} it has no label. */
        Event.Step step() {
            Task known = task.task();
            return new Event.Step(known.name(), known.module(), known.keywords().isSecret() ? "" : label);
        }

        /** Returns the changes as people read them. */
        List<Change> changes() {
            return entries.stream().flatMap(entry -> entry.changes().stream()).toList();
        }

        /** Returns the changes as uninstall reads them. */
        List<RecordedChange> recorded() {
            return entries.stream().flatMap(entry -> entry.recorded().stream()).toList();
        }
    }

    private final List<PossibleTasks> plays;
    private final Set<String> files = new HashSet<>();
    private final Set<String> runs = new HashSet<>();
    private final Set<HostRecord.Entry> handled = new HashSet<>();
    private boolean othersReported;

    /**
     * Prepares the search on one host.
     *
     * @param plays all plays of the host, in their order
     */
    OrphanedChanges(List<PossibleTasks> plays) {
        this.plays = List.copyOf(plays);
        for (PossibleTasks each : plays) {
            files.add(each.play().position().file());
            each.tasks().forEach(task -> files.add(task.position().file()));
        }
    }

    /** Returns the tasks of a play that may have changed the host. */
    PossibleTasks possibleTasks(Play play) {
        return plays.stream()
                .filter(each -> each.play().equals(play))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the leftovers of a play: those on the record after a line of this play, and before a line of the next
     * one. A later call does not return them again.
     */
    List<Leftover> leftovers(Play play, Map<Boolean, HostRecord> records) {
        if (!isWhole()) {
            return List.of();
        }
        records.forEach((root, record) -> record.entries().stream()
                .filter(entry -> !entry.run().isEmpty() && isAccountedFor(entry, root))
                .forEach(entry -> runs.add(entry.run())));
        List<Leftover> leftovers = new ArrayList<>();
        records.forEach((root, record) -> leftovers.addAll(leftovers(play, record, root)));
        leftovers.forEach(each -> handled.addAll(each.entries()));
        return leftovers;
    }

    private List<Leftover> leftovers(Play play, HostRecord record, boolean root) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        Play current = plays.get(0).play();
        for (int i = 0; i < record.entries().size(); i++) {
            HostRecord.Entry entry = record.entries().get(i);
            Optional<PossibleTasks> owner =
                    plays.stream().filter(each -> each.accountsFor(entry, root)).findFirst();
            current = owner.map(PossibleTasks::play).orElse(current);
            String key = key(entry);
            boolean belongs = groups.containsKey(key) || (!entry.changes().isEmpty() && current.equals(play));
            if (owner.isEmpty() && isCandidate(entry) && belongs) {
                groups.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
            }
        }
        return groups.values().stream()
                .map(indexes -> leftover(record, root, indexes))
                .toList();
    }

    /** Whether all tasks of all plays are chosen; otherwise a task that was not chosen would look deleted. */
    private boolean isWhole() {
        return plays.stream().allMatch(each -> each.play().selection().equals(Selection.ALL));
    }

    private Leftover leftover(HostRecord record, boolean root, List<Integer> indexes) {
        List<HostRecord.Entry> entries =
                indexes.stream().map(record.entries()::get).toList();
        HostRecord.Entry last = entries.get(entries.size() - 1);
        Optional<Task> known = plays.stream()
                .flatMap(each -> each.tasks().stream())
                .filter(task -> PossibleTasks.isOf(last, task))
                .findFirst();
        OrphanedTask orphaned = OrphanedTask.of(
                last.task(),
                last.playbook(),
                keywords(entries, known),
                last.module(),
                last.label(),
                entries.stream().flatMap(entry -> entry.recorded().stream()).toList());
        boolean isNamed = known.filter(task -> !task.name().equals(task.module()) || orphaned.isNeverGivenBack())
                .isPresent();
        boolean isOurs =
                isNamed || isNamedByOthers(entries) || entries.stream().allMatch(entry -> runs.contains(entry.run()));
        return new Leftover(root, orphaned, last.label(), entries, indexes.get(0), known.isPresent(), isOurs);
    }

    /** Whether tasks that are still there name all these things, such as the same packages without their versions. */
    private boolean isNamedByOthers(List<HostRecord.Entry> entries) {
        List<String> things = entries.stream()
                .flatMap(entry -> entry.recorded().stream()
                        .filter(change -> !isUnnamed(change))
                        .map(change -> entry.module() + " " + change.key()))
                .toList();
        return !things.isEmpty()
                && plays.stream()
                        .flatMap(each -> each.steps().stream())
                        .flatMap(step -> step.resource().existedBefore(List.of()).stream()
                                .map(what -> step.task().module() + " " + what))
                        .collect(Collectors.toSet())
                        .containsAll(things);
    }

    /** Whether a change is of something that no task names, such as a dependency of a package. */
    private static boolean isUnnamed(RecordedChange change) {
        return change.to().equals("brought") || change.to().endsWith(" along") || change.isChecksum();
    }

    /** Returns the keywords of the task; what no_log hid when the change was made stays hidden. */
    private static TaskKeywords keywords(List<HostRecord.Entry> entries, Optional<Task> known) {
        TaskKeywords keywords = known.map(Task::keywords).orElse(TaskKeywords.USUAL);
        return entries.stream().anyMatch(HostRecord.Entry::noLog) ? keywords.withNoLog() : keywords;
    }

    private static String key(HostRecord.Entry entry) {
        String key = OrphanedTask.key(entry.module(), entry.label());
        return entry.hasNoLabel() ? key + " " + entry.task() : key;
    }

    private boolean isAccountedFor(HostRecord.Entry entry, boolean root) {
        return plays.stream().anyMatch(each -> each.accountsFor(entry, root));
    }

    /** Whether a line may be of this playbook, and is neither handled yet nor of an invalid task. */
    private boolean isCandidate(HostRecord.Entry entry) {
        return isOfOurFiles(entry)
                && !handled.contains(entry)
                && plays.stream().noneMatch(each -> each.isInvalid(entry));
    }

    private boolean isOfOurFiles(HostRecord.Entry entry) {
        return files.stream().anyMatch(file -> PossibleTasks.isSameFile(file, entry.playbook()));
    }

    /** Returns a warning about the changes of other playbooks on the records; only the first call returns one. */
    Optional<String> others(Map<Boolean, HostRecord> records) {
        Map<String, Set<String>> others = new TreeMap<>();
        records.forEach((root, record) -> record.entries().stream()
                .filter(entry -> !isOfOurFiles(entry) && !isAccountedFor(entry, root))
                .forEach(entry -> others.computeIfAbsent(
                                entry.playbook().isEmpty() ? "an older dockplay" : entry.playbook(),
                                any -> new HashSet<>())
                        .add(key(entry))));
        if (others.isEmpty() || othersReported || !isWhole()) {
            return Optional.empty();
        }
        othersReported = true;
        return Optional.of("also on the record, and not of this playbook: what "
                + others.entrySet().stream()
                        .map(each -> each.getKey() + " brought ("
                                + (each.getValue().size() == 1
                                        ? "1 thing"
                                        : each.getValue().size() + " things")
                                + ")")
                        .collect(Collectors.joining(", "))
                + "; it stays, and history shows it");
    }
}
