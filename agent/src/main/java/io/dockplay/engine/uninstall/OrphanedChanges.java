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
 * What is on one host's records and no task of the playbook accounts for: tasks that are not in it any more, or not for
 * this host, and such as need the result of others to know what they were about.
 *
 * <p>Two playbooks may be called the same. So a line is this playbook's only if it names a task that is still there, if other
 * tasks name all that it is about, or if the run that wrote it did something too that is.
 */
final class OrphanedChanges {

    /**
     * One of them.
     *
     * @param root whose record it is on
     * @param task what is known of the task
     * @param label what the record calls it
     * @param entries its lines, oldest first
     * @param index the place of the first of them on the record
     * @param isStillThere whether the playbook still has the task
     * @param isOurs whether it is this playbook's beyond doubt
     */
    record Leftover(
            boolean root,
            OrphanedTask task,
            String label,
            List<HostRecord.Entry> entries,
            int index,
            boolean isStillThere,
            boolean isOurs) {

        Event.Step step() {
            Task known = task.task();
            return new Event.Step(known.name(), known.module(), known.keywords().isSecret() ? "" : label);
        }

        List<Change> made() {
            return entries.stream().flatMap(entry -> entry.changes().stream()).toList();
        }

        List<RecordedChange> recorded() {
            return entries.stream().flatMap(entry -> entry.recorded().stream()).toList();
        }
    }

    private final List<PossibleTasks> plays;
    private final Set<String> files = new HashSet<>();
    private final Set<String> runs = new HashSet<>();
    private final Set<HostRecord.Entry> dealtWith = new HashSet<>();
    private boolean toldOthers;

    /**
     * @param plays all plays of the host, in their order
     */
    OrphanedChanges(List<PossibleTasks> plays) {
        this.plays = List.copyOf(plays);
        for (PossibleTasks each : plays) {
            files.add(each.play().position().file());
            each.tasks().forEach(task -> files.add(task.position().file()));
        }
    }

    /** What a play's tasks may have brought. */
    PossibleTasks of(Play play) {
        return plays.stream()
                .filter(each -> each.play().equals(play))
                .findFirst()
                .orElseThrow();
    }

    /** Those of a play: what was brought after something of it, and before what is of the next one. */
    List<Leftover> of(Play play, Map<Boolean, HostRecord> records) {
        if (!isWhole()) {
            return List.of();
        }
        records.forEach((root, record) -> record.entries().stream()
                .filter(entry -> !entry.run().isEmpty() && isAccountedFor(entry, root))
                .forEach(entry -> runs.add(entry.run())));
        List<Leftover> leftovers = new ArrayList<>();
        records.forEach((root, record) -> leftovers.addAll(of(play, record, root)));
        leftovers.forEach(each -> dealtWith.addAll(each.entries()));
        return leftovers;
    }

    private List<Leftover> of(Play play, HostRecord record, boolean root) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        Play current = plays.get(0).play();
        for (int i = 0; i < record.entries().size(); i++) {
            HostRecord.Entry entry = record.entries().get(i);
            Optional<PossibleTasks> owner =
                    plays.stream().filter(each -> each.accountsFor(entry, root)).findFirst();
            current = owner.map(PossibleTasks::play).orElse(current);
            String key = key(entry);
            boolean begun = groups.containsKey(key);
            if (owner.isEmpty() && isThis(entry) && (begun || (!entry.changes().isEmpty() && current.equals(play)))) {
                groups.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
            }
        }
        return groups.values().stream()
                .map(places -> leftover(record, root, places))
                .toList();
    }

    /** Tasks that were not chosen are no leftovers. */
    private boolean isWhole() {
        return plays.stream().allMatch(each -> each.play().selection().equals(Selection.ALL));
    }

    private Leftover leftover(HostRecord record, boolean root, List<Integer> places) {
        List<HostRecord.Entry> entries =
                places.stream().map(record.entries()::get).toList();
        HostRecord.Entry last = entries.get(entries.size() - 1);
        Optional<Task> known = plays.stream()
                .flatMap(each -> each.tasks().stream())
                .filter(task -> PossibleTasks.isOf(last, task))
                .findFirst();
        OrphanedTask lost = OrphanedTask.of(
                last.task(),
                last.playbook(),
                keywords(entries, known),
                last.module(),
                last.label(),
                entries.stream().flatMap(entry -> entry.recorded().stream()).toList());
        boolean isNamed = known.filter(task -> !task.name().equals(task.module()) || lost.isNeverGivenBack())
                .isPresent();
        boolean isOurs =
                isNamed || isNamedByOthers(entries) || entries.stream().allMatch(entry -> runs.contains(entry.run()));
        return new Leftover(root, lost, last.label(), entries, places.get(0), known.isPresent(), isOurs);
    }

    /** Whether tasks that are still there name all of it, such as the same packages without their versions. */
    private boolean isNamedByOthers(List<HostRecord.Entry> entries) {
        List<String> things = entries.stream()
                .flatMap(entry -> entry.recorded().stream()
                        .filter(change -> !isAlong(change))
                        .map(change -> entry.module() + " " + change.key()))
                .toList();
        return !things.isEmpty()
                && plays.stream()
                        .flatMap(each -> each.items().stream())
                        .flatMap(step -> step.resource().existedBefore(List.of()).stream()
                                .map(what -> step.task().module() + " " + what))
                        .collect(Collectors.toSet())
                        .containsAll(things);
    }

    /** Whether it is of something that a transaction concerned without being named. */
    private static boolean isAlong(RecordedChange change) {
        return change.to().equals("brought") || change.to().endsWith(" along") || change.isChecksum();
    }

    /** What was hidden when it was done is not told now. */
    private static TaskKeywords keywords(List<HostRecord.Entry> entries, Optional<Task> known) {
        TaskKeywords keywords = known.map(Task::keywords).orElse(TaskKeywords.USUAL);
        return entries.stream().anyMatch(HostRecord.Entry::noLog) ? keywords.withNoLog() : keywords;
    }

    private static String key(HostRecord.Entry entry) {
        String key = OrphanedTask.key(entry.module(), entry.label());
        return entry.isWordless() ? key + " " + entry.task() : key;
    }

    private boolean isAccountedFor(HostRecord.Entry entry, boolean root) {
        return plays.stream().anyMatch(each -> each.accountsFor(entry, root));
    }

    /** Whether the line may be this playbook's, and is not told of otherwise. */
    private boolean isThis(HostRecord.Entry entry) {
        return isOfOurFiles(entry)
                && !dealtWith.contains(entry)
                && plays.stream().noneMatch(each -> each.isWrong(entry));
    }

    private boolean isOfOurFiles(HostRecord.Entry entry) {
        return files.stream().anyMatch(file -> PossibleTasks.isSame(file, entry.playbook()));
    }

    /** What is on the records of other playbooks, in words; told once. */
    Optional<String> others(Map<Boolean, HostRecord> records) {
        Map<String, Set<String>> others = new TreeMap<>();
        records.forEach((root, record) -> record.entries().stream()
                .filter(entry -> !isOfOurFiles(entry) && !isAccountedFor(entry, root))
                .forEach(entry -> others.computeIfAbsent(
                                entry.playbook().isEmpty() ? "an older dockplay" : entry.playbook(),
                                any -> new HashSet<>())
                        .add(key(entry))));
        if (others.isEmpty() || toldOthers || !isWhole()) {
            return Optional.empty();
        }
        toldOthers = true;
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
