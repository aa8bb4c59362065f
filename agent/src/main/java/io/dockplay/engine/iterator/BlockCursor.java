package io.dockplay.engine.iterator;

import io.dockplay.engine.coordination.TaskPath;
import io.dockplay.playbook.Block;
import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * A host's position among the tasks of a play: which one comes next, also after a failure.
 *
 * <p>The tasks of a block, of its rescue and of its always follow one another in one list; a failure moves the position.
 */
final class BlockCursor {

    private final List<Step> steps = new ArrayList<>();
    private final Set<Block> rescued = new HashSet<>();
    private final Deque<Unrescued> unrescued = new ArrayDeque<>();
    private int cursor;
    private boolean hasFailed;

    BlockCursor(List<Task> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            steps.add(new Step(tasks.get(i), new TaskPath(List.of(i))));
        }
    }

    /** A task, and where it stands in the play. */
    private record Step(Task task, TaskPath taskPath) {}

    /** A block whose {@code always} tasks run after a failure that it has not rescued, and the blocks around it. */
    private record Unrescued(Block block, List<Block.Place> around) {}

    /**
     * The next task, without those of a rescue that is not needed; none at the end, or as long as tasks before it must end
     * first.
     *
     * @param nothingBefore whether all tasks before it have ended
     */
    Optional<Task> next(boolean nothingBefore) {
        while (true) {
            Optional<Task> task = cursor < steps.size() ? Optional.of(task(cursor)) : Optional.empty();
            if (!unrescued.isEmpty() && task.filter(this::isInUnrescued).isEmpty()) {
                // The always tasks are done, and the failure is not rescued: it goes on outside the block.
                if (!nothingBefore || !fail(unrescued.pop().around(), cursor - 1)) {
                    return Optional.empty();
                }
                continue;
            }
            boolean isUnneededRescue = task.stream()
                    .flatMap(each -> each.within().stream())
                    .anyMatch(place -> place.part() == Block.Part.RESCUE && !rescued.contains(place.block()));
            if (!isUnneededRescue) {
                return task;
            }
            cursor++;
        }
    }

    private boolean isInUnrescued(Task task) {
        Block block = unrescued.element().block();
        return task.within().contains(new Block.Place(block, Block.Part.ALWAYS));
    }

    /** Goes on to the task after the next one. */
    void advance() {
        cursor++;
    }

    /** The number of the task that was passed last. */
    int number() {
        return cursor - 1;
    }

    /** The task that was passed last. */
    Task last() {
        return task(cursor - 1);
    }

    private Task task(int number) {
        return steps.get(number).task();
    }

    /** The number of the next task. */
    int upcoming() {
        return cursor;
    }

    /** Where the task with a number stands in the play. */
    TaskPath place(int number) {
        return number < steps.size() ? steps.get(number).taskPath() : TaskPath.END;
    }

    /** Inserts tasks in place of the one that was passed last. */
    void insert(List<Task> more) {
        TaskPath here = place(number());
        // After a failure that was rescued the host may come here once more.
        steps.subList(cursor, steps.size()).removeIf(step -> step.taskPath().isWithin(here));
        List<Step> inner = new ArrayList<>();
        for (int i = 0; i < more.size(); i++) {
            inner.add(new Step(more.get(i), here.inner(i)));
        }
        steps.addAll(cursor, inner);
    }

    /**
     * Inserts handlers, and after them the task that was passed last once more.
     *
     * @param number a handler's number among all
     */
    void insertHandlers(List<Task> handlers, ToIntFunction<Task> number) {
        Step flush = steps.get(number());
        steps.add(cursor, flush);
        steps.addAll(cursor, handlers(handlers, number, flush.taskPath()));
    }

    /**
     * Appends handlers after all tasks.
     *
     * @param number a handler's number among all
     */
    void append(List<Task> handlers, ToIntFunction<Task> number) {
        steps.addAll(handlers(handlers, number, TaskPath.END));
    }

    private static List<Step> handlers(List<Task> handlers, ToIntFunction<Task> number, TaskPath taskPath) {
        return handlers.stream()
                .map(handler -> new Step(handler, taskPath.inner(number.applyAsInt(handler))))
                .toList();
    }

    /** Leaves out all that is to come. */
    void cut() {
        steps.subList(cursor, steps.size()).clear();
        unrescued.clear();
    }

    /** Whether a block around a task rescues its failure. */
    boolean isRescued(Task task) {
        return task.within().stream()
                .anyMatch(place -> place.part() == Block.Part.BODY && first(place.block(), Block.Part.RESCUE) >= 0);
    }

    /**
     * Goes on where a failure leads: to what rescues its block, to what is always done, or to where errors are cleared.
     *
     * @param places what is around what failed
     * @param number the number of what failed
     * @return false where it leads nowhere
     */
    boolean fail(List<Block.Place> places, int number) {
        for (int i = places.size() - 1; i >= 0; i--) {
            Block block = places.get(i).block();
            Block.Part part = places.get(i).part();
            unrescued.removeIf(each -> each.block().equals(block));
            if (part == Block.Part.BODY && first(block, Block.Part.RESCUE) >= 0) {
                rescued.add(block);
                cursor = first(block, Block.Part.RESCUE);
                return true;
            }
            if (part != Block.Part.ALWAYS && first(block, Block.Part.ALWAYS) >= 0) {
                unrescued.push(new Unrescued(block, places.subList(0, i)));
                cursor = first(block, Block.Part.ALWAYS);
                return true;
            }
        }
        for (int i = number + 1; i < steps.size(); i++) {
            if (task(i).directive().orElse(null) instanceof MetaAction.ClearHostErrors) {
                unrescued.clear();
                cursor = i + 1;
                return true;
            }
        }
        hasFailed = true;
        cursor = Math.min(number + 1, steps.size());
        cut();
        return false;
    }

    /** Where a block's tasks of a kind begin; -1 where none of them was chosen. */
    private int first(Block block, Block.Part part) {
        for (int i = 0; i < steps.size(); i++) {
            if (task(i).within().contains(new Block.Place(block, part))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a failure was not rescued, although tasks may still have run after it. */
    boolean hasFailed() {
        return hasFailed;
    }
}
