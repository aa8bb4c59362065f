package io.dockplay.engine.iterator;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.RunAs;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;
import java.util.Optional;

/**
 * One step of a task: one resource with all its options known. A task with a loop has a step for each element.
 *
 * @param task the task that the step belongs to
 * @param resource what shall be in a wanted state
 * @param variables the variables with which its options were evaluated
 * @param runAs as which user, and on which host, it is probed and changed
 * @param name what reports call it; empty for the resource's own label
 * @param number the task's number in its {@link PlayIterator}
 * @param last whether it is the last step of its task
 */
public record TaskStep(
        Task task,
        Resource<?> resource,
        Variables variables,
        RunAs runAs,
        Optional<String> name,
        int number,
        boolean last)
        implements HostRecord.Source {

    public static TaskStep of(Task task, Resolution.Bound bound, int number, boolean last) {
        return new TaskStep(task, bound.resource(), bound.variables(), bound.runAs(), bound.label(), number, last);
    }

    /** A step of the same task with another resource, the only one. */
    public TaskStep with(Resource<?> other) {
        return new TaskStep(task, other, variables, runAs, Optional.empty(), number, true);
    }

    @Override
    public String playbook() {
        return task.position().file();
    }

    @Override
    public String taskName() {
        return task.name();
    }

    @Override
    public String module() {
        return task.module();
    }

    @Override
    public String recordLabel() {
        return resource.label();
    }

    @Override
    public boolean isSecret() {
        return task.keywords().isSecret();
    }

    @Override
    public boolean isCalled(String recordedLabel) {
        return resource.isCalled(recordedLabel);
    }

    /** Whether it is only looked at, also by a run that changes hosts; what an uninstall restores was changed, and never is. */
    public boolean isOnlyLookedAt() {
        return task.keywords().isOnlyLookedAt() && !(resource instanceof Restore);
    }

    /** Whether it is probed and changed as root. */
    public boolean root() {
        return runAs.root();
    }

    /** The title of a task as a whole. */
    public static Event.Step title(Task task) {
        return new Event.Step(task.name(), task.module(), "");
    }

    /** The title of the step in all events; with no_log nothing but the task and the module. */
    public Event.Step title() {
        String label = name.orElse(resource.label());
        Event.Step step = new Event.Step(
                task.name(),
                task.module(),
                runAs.host().map(host -> label + " on " + host).orElse(label));
        return NoLogFilter.of(task.keywords()).step(step);
    }
}
