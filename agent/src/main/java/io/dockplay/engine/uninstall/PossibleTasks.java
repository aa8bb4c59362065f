package io.dockplay.engine.uninstall;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResolver;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of a play that may have changed a host. A condition that cannot be evaluated now counts as true.
 *
 * @param play the play
 * @param tasks all its tasks, with the handlers and the included tasks
 * @param steps the steps of the tasks that need no result of another task
 * @param unknown the tasks whose options need the result of another task
 * @param invalid the tasks that are not valid on this host, and why
 */
public record PossibleTasks(
        Play play, List<Task> tasks, List<TaskStep> steps, List<Task> unknown, Map<Task, InvalidInput> invalid) {

    /** Resolves the tasks of a play as far as that is possible without running them. */
    public static PossibleTasks of(Play play, Variables variables) {
        PossibleTasks possibleTasks =
                new PossibleTasks(play, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        Variables known = variables.withNotYet(Task.FAILED_TASK).withNotYet(Task.FAILED_RESULT);
        possibleTasks.add(play.handlers(), possibleTasks.add(play.tasks(), known));
        return possibleTasks;
    }

    private Variables add(List<Task> more, Variables variables) {
        Variables known = variables;
        for (Task task : more) {
            tasks.add(task);
            try {
                Resolution resolution = new TaskResolver(known, true).resolve(task);
                if (resolution instanceof Resolution.Ready ready) {
                    for (Resolution.Bound bound : ready.each()) {
                        // A delegated step is on the record of the host that it ran on.
                        if (bound.runAs().host().isEmpty()) {
                            steps.add(TaskStep.of(task, bound, 0, true));
                        }
                    }
                } else if (resolution instanceof Resolution.NotYet) {
                    unknown.add(task);
                } else if (resolution instanceof Resolution.Includes includes) {
                    known = add(includes.handlers(), add(includes.tasks(), known));
                } else if (resolution instanceof Resolution.Sets sets) {
                    for (Map.Entry<String, Object> each : sets.values().entrySet()) {
                        known = known.remembering(each.getKey(), each.getValue());
                    }
                    continue;
                }
            } catch (InvalidInput e) {
                invalid.put(task, e);
            }
            for (String name : task.sets()) {
                known = known.withNotYet(name);
            }
        }
        return known;
    }

    /** Whether one of the steps made the changes of a line of the record. */
    boolean accountsFor(HostRecord.Entry entry, boolean root) {
        return steps.stream().anyMatch(step -> step.root() == root && entry.isOf(step));
    }

    /** Whether a line is of a task that is not valid now; it stays on the record until the task is mended. */
    boolean isInvalid(HostRecord.Entry entry) {
        return invalid.keySet().stream().anyMatch(task -> isOf(entry, task));
    }

    /** Whether a line is of a task, by its module, its name and its file. */
    static boolean isOf(HostRecord.Entry entry, Task task) {
        return entry.module().equals(task.module())
                && entry.task().equals(task.name())
                && isSameFile(entry.playbook(), task.position().file());
    }

    /** Whether two paths may mean the same file. A path may be relative to the folder that dockplay runs in. */
    static boolean isSameFile(String one, String other) {
        if (one.isEmpty() || other.isEmpty() || one.indexOf('\0') >= 0) {
            return false; // the record comes from the host, and may hold anything
        }
        Path first = Path.of(one).normalize();
        Path second = Path.of(other).normalize();
        return first.endsWith(second) || second.endsWith(first);
    }
}
