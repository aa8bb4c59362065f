package io.dockplay.engine;

import io.dockplay.playbook.Task;
import io.dockplay.resource.Resource;

/**
 * One resource of one task, with all its options known.
 *
 * @param task the task that it is of
 * @param resource what shall be in a wanted state
 * @param root whether it is looked at and changed as root
 * @param last whether it is the last one of its task
 */
record Item(Task task, Resource<?> resource, boolean root, boolean last) {

    Event.Step step() {
        return new Event.Step(task.name(), task.module(), resource.label());
    }
}
