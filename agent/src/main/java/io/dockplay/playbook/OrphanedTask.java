package io.dockplay.playbook;

import io.dockplay.modules.Recorded;
import io.dockplay.problem.Position;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A task that no playbook has any more: only a host's record tells what it did to one thing. */
public final class OrphanedTask {

    private final Task task;
    private final Recorded recorded;

    private OrphanedTask(Task task, Recorded recorded) {
        this.task = task;
        this.recorded = recorded;
    }

    /**
     * The task of which a host's record has these changes.
     *
     * @param name what it was called
     * @param file where it stood
     * @param keywords how it was carried out, where that is known
     * @param module what it used
     * @param label what it was about
     * @param own the changes that it made, oldest first; never empty
     */
    public static OrphanedTask of(
            String name, String file, TaskKeywords keywords, String module, String label, List<RecordedChange> own) {
        Task task = new Task(
                name,
                module,
                (variables, any) -> new Resolution.Ready(List.of()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                keywords,
                ResultConditions.USUAL,
                Set.of(),
                List.of(),
                Position.of(file));
        return new OrphanedTask(task, new Recorded(module, label, own));
    }

    /** The key that all lines of a record about one thing have in common. */
    public static String key(String module, String label) {
        return Recorded.key(module, label);
    }

    /** Whether changes of this module are never restored. */
    public static boolean isNeverGivenBack(String module) {
        return Recorded.isNeverGivenBack(module);
    }

    /** A task that stands for it in reports. */
    public Task task() {
        return task;
    }

    /** Whether its changes are never restored. */
    public boolean isNeverGivenBack() {
        return recorded.isNeverGivenBack();
    }

    /**
     * The resources that restore the former state; none where the record does not tell enough.
     *
     * @param made the same changes, and the checksums of all that was ever written
     */
    public Optional<List<Resource<?>>> undo(List<RecordedChange> made) {
        return recorded.undo(made);
    }
}
