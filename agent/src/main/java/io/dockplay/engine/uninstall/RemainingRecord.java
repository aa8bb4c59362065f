package io.dockplay.engine.uninstall;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.resource.Restore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what remains on a host's record after an uninstall, and which kept copies of files go with the rest.
 *
 * @param taskSteps all steps of the play's tasks
 * @param undoSteps the steps of the uninstall
 * @param unreadable the steps of the play's tasks whose lines on the record make no sense
 * @param settled the leftovers whose lines go, unless restoring them failed
 */
record RemainingRecord(
        List<TaskStep> taskSteps,
        List<UndoStep> undoSteps,
        List<TaskStep> unreadable,
        List<OrphanedChanges.Leftover> settled) {

    RemainingRecord {
        taskSteps = List.copyOf(taskSteps);
        undoSteps = List.copyOf(undoSteps);
        unreadable = List.copyOf(unreadable);
        settled = List.copyOf(settled);
    }

    /**
     * Returns a record without the lines of all that was restored.
     *
     * @param root whether the record is root's
     * @param failed the steps that did not restore their changes
     */
    HostRecord of(HostRecord record, boolean root, Collection<TaskStep> failed) {
        Map<TaskStep, UndoStep> byStep = new LinkedHashMap<>();
        undoSteps.forEach(undo -> byStep.put(undo.step(), undo));
        List<UndoStep> failedUndos = failed.stream()
                .flatMap(step -> Optional.ofNullable(byStep.get(step)).stream())
                .toList();
        List<TaskStep> open = new ArrayList<>(unreadable);
        failedUndos.forEach(undo -> undo.restores().ifPresent(open::add));
        HostRecord remaining = record.without(
                taskSteps.stream()
                        .filter(step -> step.root() == root && !open.contains(step))
                        .toList(),
                open);
        Set<HostRecord.Entry> gone = settled.stream()
                .filter(leftover -> leftover.root() == root
                        && failedUndos.stream()
                                .noneMatch(undo -> undo.leftover().equals(Optional.of(leftover))))
                .flatMap(leftover -> leftover.entries().stream())
                .collect(Collectors.toSet());
        return new HostRecord(remaining.entries().stream()
                .filter(entry -> !gone.contains(entry))
                .toList());
    }

    /**
     * Returns the paths of restored files whose kept copies can go, because no remaining line names them.
     *
     * @param remaining what {@link #of} returned
     */
    List<String> obsoleteCopies(HostRecord remaining, boolean root, Collection<TaskStep> failed) {
        Set<String> named = new LinkedHashSet<>();
        remaining.entries().forEach(entry -> {
            named.add(entry.label());
            entry.recorded().forEach(change -> named.add(change.key()));
        });
        return undoSteps.stream()
                .map(UndoStep::step)
                .filter(step -> step.root() == root && step.resource() instanceof Restore && !failed.contains(step))
                .flatMap(step -> step.resource().writes().stream())
                .filter(path -> !named.contains(path))
                .distinct()
                .toList();
    }
}
