package io.dockplay.engine.coordination;

import io.dockplay.playbook.Play;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The plays that a task has ended for all hosts ({@code meta: end_play}). */
final class EndedPlays {

    /** A play's number → where it ended. */
    private final Map<Integer, End> ends = new ConcurrentHashMap<>();

    /** Where a play ended, and for which batch first. */
    private record End(TaskPath place, Batch batch) {}

    /** Ends a play at a place, unless it has ended already. */
    void end(Play play, Batch batch, TaskPath place) {
        ends.putIfAbsent(play.number(), new End(place, batch));
    }

    /**
     * Whether a play has ended before a place.
     *
     * <p>Only hosts in step go on up to the place where it ended, and only those of that batch: hosts that go at their own
     * pace end wherever they are, and later batches do not begin. The last handlers run in any case.
     */
    boolean hasEnded(Play play, Batch batch, TaskPath place) {
        End end = ends.get(play.number());
        if (end == null || place.compareTo(TaskPath.END) >= 0) {
            return false;
        }
        boolean goesOnToTheEnd = play.rollout().inStep() && end.batch().equals(batch);
        return !goesOnToTheEnd || end.place().compareTo(place) < 0;
    }
}
