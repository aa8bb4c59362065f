package io.dockplay.engine.coordination;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a task stands in its play, which is the same place on all hosts: the number of a task, and for those that come in its
 * stead their numbers among these. Places come one after the other as hosts come to them.
 *
 * @param path the numbers, from the outermost to the innermost
 */
public record TaskPath(List<Integer> path) implements Comparable<TaskPath> {

    /** Before all tasks. */
    static final TaskPath START = new TaskPath(List.of());

    /** After all tasks, where the handlers run that were notified. */
    public static final TaskPath END = new TaskPath(List.of(Integer.MAX_VALUE));

    public TaskPath {
        path = List.copyOf(path);
    }

    /** The place of what comes in the stead of the task at this one. */
    public TaskPath inner(int number) {
        List<Integer> all = new ArrayList<>(path);
        all.add(number);
        return new TaskPath(all);
    }

    /** Whether it is the place of something that comes in the stead of the task at another one. */
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
