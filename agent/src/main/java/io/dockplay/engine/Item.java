package io.dockplay.engine;

import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.Variables;
import io.dockplay.playbook.Way;
import io.dockplay.resource.Resource;
import java.util.Optional;

/**
 * One resource of one task, with all its options known.
 *
 * @param task the task that it is of
 * @param resource what shall be in a wanted state
 * @param variables those with which its options were evaluated
 * @param way how it is looked at and changed
 * @param name what reports call it; empty for the resource's own label
 * @param number the task's place among the tasks of its agenda
 * @param last whether it is the last one of its task
 */
record Item(
        Task task, Resource<?> resource, Variables variables, Way way, Optional<String> name, int number, boolean last)
        implements HostRecord.Source {

    static Item of(Task task, Resolution.Bound bound, int number, boolean last) {
        return new Item(task, bound.resource(), bound.variables(), bound.way(), bound.label(), number, last);
    }

    /** Another resource of the same task, by itself. */
    Item with(Resource<?> other) {
        return new Item(task, other, variables, way, Optional.empty(), number, true);
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
        return task.manner().isSecret();
    }

    @Override
    public boolean isCalled(String recordedLabel) {
        return resource.isCalled(recordedLabel);
    }

    /** Whether it is looked at and changed as root. */
    boolean root() {
        return way.root();
    }

    /** What it is called wherever it is told; the only place where that is made, for no_log leaves nothing but the module. */
    Event.Step step() {
        String label = name.orElse(resource.label());
        Event.Step step = new Event.Step(
                task.name(),
                task.module(),
                way.host().map(host -> label + " on " + host).orElse(label));
        return NoLog.of(task.manner()).step(step);
    }
}
