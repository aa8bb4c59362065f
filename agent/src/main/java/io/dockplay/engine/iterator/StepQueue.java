package io.dockplay.engine.iterator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Steps of a loop that come later, because one shell cannot probe them together with those before them. */
final class StepQueue {

    private final Deque<TaskStep> later = new ArrayDeque<>();

    /** Takes as many of the next steps as one shell can probe together. */
    List<TaskStep> takeTogether() {
        List<TaskStep> steps = new ArrayList<>();
        while (!later.isEmpty() && together(steps, later.element())) {
            steps.add(later.remove());
        }
        return steps;
    }

    /** Adds a step to those that are probed now, or else keeps it for later: they stay in their order. */
    void add(TaskStep step, List<TaskStep> now) {
        (later.isEmpty() && together(now, step) ? now : later).add(step);
    }

    private static boolean together(List<TaskStep> steps, TaskStep step) {
        return steps.isEmpty() || steps.get(0).runAs().sharesShellWith(step.runAs());
    }

    void addLater(Collection<TaskStep> steps) {
        later.addAll(steps);
    }

    boolean isEmpty() {
        return later.isEmpty();
    }

    void clear() {
        later.clear();
    }
}
