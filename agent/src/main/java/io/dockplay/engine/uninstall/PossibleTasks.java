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
 * What the tasks of a play may have brought to a host, supposing that conditions which cannot be answered did hold.
 *
 * @param play the play
 * @param tasks all of them, handlers and included ones too
 * @param items what they are about, as far as that can be known without the results of others
 * @param wrong those that make no sense on this host, and why
 */
record PossibleTasks(Play play, List<Task> tasks, List<TaskStep> items, Map<Task, InvalidInput> wrong) {

    static PossibleTasks of(Play play, Variables variables) {
        PossibleTasks possibleTasks =
                new PossibleTasks(play, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
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
                        // What was done on another host is on that one's record.
                        if (bound.runAs().host().isEmpty()) {
                            items.add(TaskStep.of(task, bound, 0, true));
                        }
                    }
                } else if (resolution instanceof Resolution.Includes includes) {
                    known = add(includes.handlers(), add(includes.tasks(), known));
                } else if (resolution instanceof Resolution.Sets sets) {
                    for (Map.Entry<String, Object> each : sets.values().entrySet()) {
                        known = known.remembering(each.getKey(), each.getValue());
                    }
                    continue;
                }
            } catch (InvalidInput nonsense) {
                wrong.put(task, nonsense);
            }
            for (String name : task.sets()) {
                known = known.withNotYet(name);
            }
        }
        return known;
    }

    /** Whether one of the items is what a line of a record is about. */
    boolean accountsFor(HostRecord.Entry entry, boolean root) {
        return items.stream().anyMatch(step -> step.root() == root && entry.isOf(step));
    }

    /** Whether the line is of a task that cannot be understood now; then it waits until that is mended. */
    boolean isWrong(HostRecord.Entry entry) {
        return wrong.keySet().stream().anyMatch(task -> isOf(entry, task));
    }

    static boolean isOf(HostRecord.Entry entry, Task task) {
        return entry.module().equals(task.module())
                && entry.task().equals(task.name())
                && isSame(entry.playbook(), task.position().file());
    }

    /** Whether two ways to write a file's path may mean the same; it depends on the folder that dockplay runs in. */
    static boolean isSame(String one, String other) {
        if (one.isEmpty() || other.isEmpty() || one.indexOf('\0') >= 0) {
            return false; // the record is the host's, and may hold anything
        }
        Path first = Path.of(one).normalize();
        Path second = Path.of(other).normalize();
        return first.endsWith(second) || second.endsWith(first);
    }
}
