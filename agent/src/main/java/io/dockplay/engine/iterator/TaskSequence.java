package io.dockplay.engine.iterator;

import io.dockplay.engine.coordination.TaskPath;
import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResolver;
import io.dockplay.playbook.TaskResult;
import io.dockplay.problem.InvalidInput;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The tasks still to come on one host: resolves each with the variables as they are then, joins the steps that one message can
 * probe, inserts included tasks and notified handlers, and passes over what does not concern the host.
 */
final class TaskSequence {

    private final BlockCursor cursor;
    private final RegisteredVariables registered;
    private final Optional<Play> play;
    private final HandlerQueue handlers;
    private final StepQueue queue;
    private final OnceResult onceResult;
    private final IdentityHashMap<TaskStep, List<NextTasks.Skipped>> skippedAfter = new IdentityHashMap<>();
    private final TreeSet<TaskPath> passedEnds = new TreeSet<>();
    private boolean ended;

    TaskSequence(
            BlockCursor cursor,
            RegisteredVariables registered,
            Optional<Play> play,
            HandlerQueue handlers,
            StepQueue queue,
            OnceResult onceResult) {
        this.cursor = cursor;
        this.registered = registered;
        this.play = play;
        this.handlers = handlers;
        this.queue = queue;
        this.onceResult = onceResult;
    }

    /**
     * What the host comes to next.
     *
     * @throws InvalidInput when the next task's options are wrong on this host
     */
    NextTasks next() {
        List<TaskStep> steps = queue.takeTogether();
        if (!queue.isEmpty()) {
            return new NextTasks.Probes(steps);
        }
        for (Optional<Task> next = nextTask(steps); next.isPresent(); next = nextTask(steps)) {
            Task task = next.get();
            if (play.isPresent() && OnceResult.isOnce(task) && !onceResult.isMine(cursor.place(cursor.upcoming()))) {
                return steps.isEmpty() ? new NextTasks.Once(task) : new NextTasks.Probes(steps);
            }
            Optional<Resolution> resolved = resolve(task, steps.isEmpty());
            if (resolved.isEmpty() || !joins(resolved.get(), steps)) {
                return new NextTasks.Probes(steps); // its turn comes when the steps before it have ended
            }
            cursor.advance();
            Optional<NextTasks> alone = pass(task, resolved.get(), steps);
            if (alone.isPresent()) {
                return alone.get();
            }
            if (!queue.isEmpty()) {
                return new NextTasks.Probes(steps);
            }
        }
        return steps.isEmpty() ? new NextTasks.End() : new NextTasks.Probes(steps);
    }

    /** The next task; at the end the handlers that were notified come. */
    private Optional<Task> nextTask(List<TaskStep> before) {
        Optional<Task> next = cursor.next(before.isEmpty());
        boolean handlersToo =
                !cursor.hasFailed() || play.map(Play::forceHandlers).orElse(false);
        if (next.isPresent() || !before.isEmpty() || !handlersToo) {
            return next;
        }
        cursor.append(handlers.flush(), handlers::number);
        return cursor.next(true);
    }

    /** What a task means on this host; none where that is wrong as long as there are steps before it. */
    private Optional<Resolution> resolve(Task task, boolean nothingBefore) {
        try {
            Resolution resolution = new TaskResolver(registered.variables()).resolve(task);
            if (resolution instanceof Resolution.Ready && play.isPresent()) {
                handlers.check(task);
            }
            return Optional.of(resolution);
        } catch (InvalidInput wrong) {
            if (nothingBefore) {
                cursor.advance();
                throw wrong;
            }
            return Optional.empty();
        }
    }

    /** Whether a task can be passed before these steps have run. */
    private static boolean joins(Resolution resolution, List<TaskStep> steps) {
        if (steps.isEmpty()) {
            return true;
        }
        if (resolution instanceof Resolution.NotYet || resolution instanceof Resolution.Directs) {
            return false;
        }
        return !(resolution instanceof Resolution.Ready ready)
                || ready.each().isEmpty()
                || steps.get(0).runAs().sharesShellWith(ready.each().get(0).runAs());
    }

    /** Passes a task: adds its steps, or does what it says; returns it where it needs a turn of its own. */
    private Optional<NextTasks> pass(Task task, Resolution resolution, List<TaskStep> steps) {
        TaskPath here = cursor.place(cursor.number());
        if (resolution instanceof Resolution.NotYet notYet) {
            task.sets().forEach(this::await);
            onceResult.shareUnknown(here);
            return task.module().equals("set_fact")
                    ? Optional.empty()
                    : Optional.of(new NextTasks.Waiting(task, notYet.name()));
        }
        if (resolution instanceof Resolution.Directs directs) {
            return isFollowed(directs.metaAction())
                    ? Optional.empty()
                    : Optional.of(new NextTasks.Meta(directs.metaAction(), task, cursor.number()));
        }
        if (resolution instanceof Resolution.Includes includes) {
            include(includes);
            onceResult.shareIncluded(here, includes);
        } else if (resolution instanceof Resolution.Sets sets) {
            sets.values().forEach(this::set);
            onceResult.shareFacts(here, sets.values());
            task.register().ifPresent(name -> set(name, TaskResult.of(false, false, Optional.empty())));
        } else if (resolution instanceof Resolution.Ready ready && !ready.each().isEmpty()) {
            add(task, ready.each(), steps);
        } else {
            String reason = resolution instanceof Resolution.Skipped skipped ? skipped.reason() : "its loop is empty";
            return skip(new NextTasks.Skipped(task, reason), steps);
        }
        return Optional.empty();
    }

    private void include(Resolution.Includes includes) {
        if (play.isPresent()) {
            handlers.add(includes.handlers());
        }
        cursor.insert(
                play.map(each -> each.selection().ofIncluded(includes.tasks())).orElse(includes.tasks()));
    }

    /** Follows a meta task that concerns only the order of tasks; false when it is for {@code PlayExecutor}. */
    private boolean isFollowed(MetaAction metaAction) {
        if (metaAction instanceof MetaAction.FlushHandlers) {
            List<Task> notified = handlers.flush();
            if (!notified.isEmpty()) {
                // What they notify in their turn runs before the play goes on.
                cursor.insertHandlers(notified, handlers::number);
            }
            return true;
        }
        if (metaAction instanceof MetaAction.EndPlay end && !end.forAll()) {
            endPlay();
            return true;
        }
        return metaAction instanceof MetaAction.Noop || metaAction instanceof MetaAction.ClearHostErrors;
    }

    private void add(Task task, List<Resolution.Bound> each, List<TaskStep> steps) {
        for (int i = 0; i < each.size(); i++) {
            queue.add(TaskStep.of(task, each.get(i), cursor.number(), i == each.size() - 1), steps);
        }
        task.register().ifPresent(this::await);
    }

    /** Passes over a task that does not concern the host; it is reported at once, or when the step before it has ended. */
    private Optional<NextTasks> skip(NextTasks.Skipped skipped, List<TaskStep> steps) {
        Task task = skipped.task();
        Map<String, Object> result = task.loops() ? TaskResult.ofTask(List.of(), true) : TaskResult.skipped();
        task.register().ifPresent(name -> set(name, result));
        handlers.ended(task);
        onceResult.share(cursor.place(cursor.number()), result);
        if (task.directive().orElse(null) instanceof MetaAction.EndPlay end && end.forAll()) {
            passedEnds.add(cursor.place(cursor.number()));
        }
        if (steps.isEmpty()) {
            return Optional.of(skipped);
        }
        skippedAfter
                .computeIfAbsent(steps.get(steps.size() - 1), any -> new ArrayList<>())
                .add(skipped);
        return Optional.empty();
    }

    private void set(String name, Object value) {
        registered.set(name, value, cursor.number());
    }

    private void await(String name) {
        registered.await(name, cursor.number());
    }

    /** Passes the next task, which another host has done for all with this result. */
    void passOnce(Map<String, Object> result) {
        cursor.advance();
        Task task = cursor.last();
        OnceResult.included(result).ifPresent(this::include);
        OnceResult.facts(result).forEach((name, value) -> set(String.valueOf(name), value));
        if (result.isEmpty()) {
            task.sets().forEach(this::await);
        } else if (OnceResult.isRegistered(result)) {
            task.register().ifPresent(name -> set(name, result));
        }
    }

    /** The tasks right after a step that do not concern the host. */
    List<NextTasks.Skipped> skippedAfter(TaskStep step) {
        return List.copyOf(skippedAfter.getOrDefault(step, List.of()));
    }

    /** The last place before this one where the play might have ended for all hosts, and has not on this one. */
    Optional<TaskPath> endBefore(TaskPath taskPath) {
        return Optional.ofNullable(passedEnds.lower(taskPath));
    }

    /** Leaves out all that is to come but the handlers that were notified. */
    void endPlay() {
        if (!ended) {
            handlers.renotifyOutstanding();
        }
        ended = true;
        queue.clear();
        cursor.cut();
    }

    boolean hasEnded() {
        return ended;
    }
}
