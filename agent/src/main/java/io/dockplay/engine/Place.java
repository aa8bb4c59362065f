package io.dockplay.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a task stands in its play, which is the same place on all hosts: the number of a task, and for those that come in its
 * stead their numbers among these. Places come one after the other as hosts come to them.
 *
 * @param path the numbers, from the outermost to the innermost
 */
record Place(List<Integer> path) implements Comparable<Place> {

    /** Before all tasks. */
    static final Place START = new Place(List.of());

    /** After all tasks, where the handlers run that were notified. */
    static final Place END = new Place(List.of(Integer.MAX_VALUE));

    Place {
        path = List.copyOf(path);
    }

    /** The place of what comes in the stead of the task at this one. */
    Place inner(int number) {
        List<Integer> all = new ArrayList<>(path);
        all.add(number);
        return new Place(all);
    }

    /** Whether it is the place of something that comes in the stead of the task at another one. */
    boolean isWithin(Place outer) {
        return path.size() > outer.path.size()
                && path.subList(0, outer.path.size()).equals(outer.path);
    }

    @Override
    public int compareTo(Place other) {
        for (int i = 0; i < Math.min(path.size(), other.path.size()); i++) {
            int order = path.get(i).compareTo(other.path.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(path.size(), other.path.size());
    }
}
