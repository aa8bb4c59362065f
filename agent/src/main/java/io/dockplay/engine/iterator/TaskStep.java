package io.dockplay.engine.iterator;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.RunAs;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.resource.Resource;
import java.util.Optional;

/**
 * One resource of one task, with all its options known.
 *
 * @param task the task that it is of
 * @param resource what shall be in a wanted state
 * @param variables those with which its options were evaluated
 * @param runAs how it is looked at and changed
 * @param name what reports call it; empty for the resource's own label
 * @param number the task's place among the tasks of its agenda
 * @param last whether it is the last one of its task
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

    /** Another resource of the same task, by itself. */
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

    /** Whether it is looked at and changed as root. */
    public boolean root() {
        return runAs.root();
    }

    /** What it is called wherever it is told; the only place where that is made, for no_log leaves nothing but the module. */
    public Event.Step title() {
        String label = name.orElse(resource.label());
        Event.Step step = new Event.Step(
                task.name(),
                task.module(),
                runAs.host().map(host -> label + " on " + host).orElse(label));
        return NoLogFilter.of(task.keywords()).step(step);
    }
}
