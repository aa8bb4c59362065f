package io.dockplay.engine.coordination;

import java.util.ArrayList;
import java.util.List;

/**
 * The place of a task in its play, which is the same on all hosts: the task's number, and for a task of an included file
 * the number of the include and then its own number in the file. Places are ordered as hosts come to them.
 *
 * @param path the numbers, from the outermost to the innermost; none is negative
 */
public record TaskPath(List<Integer> path) implements Comparable<TaskPath> {

    /** The place before all tasks. */
    static final TaskPath START = new TaskPath(List.of());

    /** The place after all tasks, where the notified handlers run. */
    public static final TaskPath END = new TaskPath(List.of(Integer.MAX_VALUE));

    public TaskPath {
        path = List.copyOf(path);
    }

    /** The place of a task that the task at this place includes, or of a handler that it flushes. */
    public TaskPath inner(int number) {
        List<Integer> all = new ArrayList<>(path);
        all.add(number);
        return new TaskPath(all);
    }

    /** The first place that comes after this one. */
    TaskPath next() {
        return inner(0);
    }

    /** Whether a task at another place includes this one, directly or by others. */
    public boolean isWithin(TaskPath outer) {
        return path.size() > outer.path.size()
                && path.subList(0, outer.path.size()).equals(outer.path);
    }

    @Override
    public int compareTo(TaskPath other) {
        for (int i = 0; i < Math.min(path.size(), other.path.size()); i++) {
            int order = path.get(i).compareTo(other.path.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(path.size(), other.path.size());
    }
}
