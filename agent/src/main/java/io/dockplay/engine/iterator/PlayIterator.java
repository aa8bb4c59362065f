package io.dockplay.engine.iterator;

import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.coordination.TaskPath;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gives a host's tasks in their order: tasks whose options are known become {@linkplain TaskStep steps}, as many at a time as
 * one message can probe.
 *
 * <p>It resolves tasks with the variables as they are then, and inserts included tasks and notified handlers. It reports
 * nothing: {@code PlayExecutor} reports, and moves it on after each step.
 */
public final class PlayIterator {

    private final BlockCursor cursor;
    private final RegisteredVariables registered;
    private final Optional<Play> play;
    private final HandlerQueue handlers;
    private final StepQueue queue = new StepQueue();
    private final LoopResults results = new LoopResults();
    private final OnceResult onceResult = new OnceResult();
    private final TaskSequence tasks;

    private PlayIterator(List<Task> all, Optional<Play> play, Variables variables, Set<String> pending) {
        this.cursor = new BlockCursor(all);
        this.registered = new RegisteredVariables(variables);
        this.play = play;
        this.handlers = new HandlerQueue(play.map(Play::handlers).orElse(List.of()), pending);
        this.tasks = new TaskSequence(cursor, registered, play, handlers, queue, onceResult);
    }

    /**
     * The tasks of a play, and its handlers when they are notified.
     *
     * @param pending the handlers that earlier runs have left to be run
     */
    public static PlayIterator of(Play play, Variables variables, PersistedHandlers pending) {
        return new PlayIterator(play.tasks(), Optional.of(play), variables, pending.of(play));
    }

    /** Tasks without handlers. */
    public static PlayIterator of(List<Task> tasks, Variables variables) {
        return new PlayIterator(tasks, Optional.empty(), variables, Set.of());
    }

    /** Steps whose options are all known already. */
    public static PlayIterator ofSteps(List<TaskStep> steps) {
        PlayIterator iterator = of(List.of(), Variables.NONE);
        iterator.queue.addLater(steps);
        return iterator;
    }

    /**
     * What the host comes to next.
     *
     * @throws InvalidInput when the next task's options are wrong on this host
     */
    public NextTasks next() {
        return tasks.next();
    }

    /**
     * Moves on after a step that ran; steps end in their order.
     *
     * @return the tasks right after it that do not concern the host
     */
    public List<NextTasks.Skipped> done(TaskStep step, Map<String, Object> result) {
        results.add(result);
        if (Boolean.TRUE.equals(result.get("changed"))) {
            handlers.notify(step, true);
        }
        return end(step);
    }

    /**
     * Moves on after a step that a dry run has planned; its result is not known.
     *
     * @param certain whether the change does not depend on another one
     */
    public List<NextTasks.Skipped> planned(TaskStep step, boolean certain) {
        results.addUnknown();
        handlers.notify(step, certain);
        return end(step);
    }

    /** Moves on after a step that changes nothing and whose result is not known. */
    public List<NextTasks.Skipped> unknown(TaskStep step) {
        results.addUnknown();
        return end(step);
    }

    private List<NextTasks.Skipped> end(TaskStep step) {
        if (step.last()) {
            Optional<Map<String, Object>> result = results.end(step.task());
            onceResult.share(place(step.number()), result.orElse(Map.of()));
            result.ifPresent(known -> step.task().register().ifPresent(name -> registered.set(name, known)));
            handlers.ended(step.task());
        }
        return tasks.skippedAfter(step);
    }

    /** Moves on after a meta task. */
    public void metaDone(NextTasks.Meta meta, boolean skipped) {
        onceResult.shareMeta(place(meta.number()), skipped);
    }

    /** Lets this host do the next task for all, and hands its result to the listener. */
    public void doOnce(Consumer<Map<String, Object>> listener) {
        onceResult.take(place(upcoming()), listener);
    }

    /** Passes the next task, which another host has done for all with this result. */
    public void doneOnce(Map<String, Object> result) {
        tasks.passOnce(result);
    }

    /**
     * Goes on where a failure leads: to what rescues its block, to what is always done, or to handlers that run in any case.
     *
     * @return false where it leads nowhere
     */
    public boolean failed(TaskStep step, Map<String, Object> result) {
        results.clear();
        handlers.failed(step.task());
        return failed(step.task(), step.number(), result);
    }

    /** Goes on after the failure of the task that was passed last, which could not even be resolved. */
    public boolean failed(String why) {
        return failed(
                cursor.last(), cursor.number(), Map.of("failed", true, "changed", false, "skipped", false, "msg", why));
    }

    private boolean failed(Task task, int number, Map<String, Object> result) {
        queue.clear();
        onceResult.share(place(number), result);
        registered.fail(task, number, result);
        boolean first = !cursor.hasFailed();
        return cursor.fail(task.within(), number)
                || (first && play.map(Play::forceHandlers).orElse(false) && handlers.any());
    }

    /** Leaves out all that is to come but the handlers that were notified. */
    public void endPlay() {
        results.clear();
        tasks.endPlay();
    }

    public boolean hasEnded() {
        return tasks.hasEnded();
    }

    /** The play whose tasks these are; none for a mere list of tasks. */
    public Optional<Play> play() {
        return play;
    }

    /** The number of the task that comes next. */
    public int upcoming() {
        return cursor.upcoming();
    }

    /** Where the task with a number stands in the play. */
    public TaskPath place(int number) {
        return cursor.place(number);
    }

    /** What the task with a number is to all hosts. */
    public SharedTask sharedTask(Task task, int number) {
        return SharedTask.of(play.map(Play::number).orElse(-1), place(number), task);
    }

    /** The last place before this one where the play might have ended for all hosts, and has not on this one. */
    public Optional<TaskPath> endBefore(TaskPath taskPath) {
        return tasks.endBefore(taskPath);
    }

    /** The task on whose change it depends whether a step's handler is run at all; none when it is run. */
    public Optional<String> dependsOn(TaskStep step) {
        return handlers.dependsOn(step.task());
    }

    /** Whether a block around a task rescues its failure. */
    public boolean isRescued(Task task) {
        return cursor.isRescued(task);
    }

    /** The task that was passed last, such as one that could not be resolved. */
    public Task last() {
        return cursor.last();
    }

    /** Whether a failure was not rescued, although tasks may still have run after it. */
    public boolean hasFailed() {
        return cursor.hasFailed();
    }

    /** The lines by which the host remembers the handlers that a change of this step notifies. */
    public String handlerLines(TaskStep step) {
        boolean isRemembered = play.isPresent()
                && step.root() == play.get().become()
                && step.runAs().host().isEmpty();
        return isRemembered ? PersistedHandlers.lines(play.get().name(), handlers.persist(step.task())) : "";
    }

    /** The handlers that are still to be run. */
    public HandlerQueue handlers() {
        return handlers;
    }
}
