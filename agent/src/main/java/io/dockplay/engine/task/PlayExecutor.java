package io.dockplay.engine.task;

import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.coordination.TaskPath;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.EventFilter;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.ResultConditions;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResult;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings one host's resources into their wanted states, one after the other: look, compare, act, look again.
 *
 * <p>All that can be looked at together is looked at in one message; a change and the looks that it makes necessary are one
 * more. So a host where all is as wanted costs one message however many tasks there are.
 */
public final class PlayExecutor {

    private final String host;
    private final HostContext context;
    private final RemoteExecutor remote;
    private final Consumer<Event> tell;
    private final TaskExecutor executor;
    private final List<TaskStep> leftOpen = new ArrayList<>();
    private final Deque<RemoteExecutor.Seen> ready = new ArrayDeque<>();

    /**
     * @param recordedRun the run whose changes are put on the host's record; none when they take back what is on it
     */
    public PlayExecutor(HostContext context, Optional<String> recordedRun) {
        this.host = context.host();
        this.tell = context.tell();
        this.context = context;
        this.remote = new RemoteExecutor(context, recordedRun);
        this.executor = new TaskExecutor(context, remote, ready);
    }

    /** What could not be given back, although the host went on. */
    public List<TaskStep> leftOpen() {
        return List.copyOf(leftOpen);
    }

    /**
     * Goes through an agenda.
     *
     * @return whether the host may go on; not after a failure
     */
    public boolean run(PlayIterator iterator) throws Unreachable, BecomeRefused {
        ready.clear();
        while (true) {
            if (!ready.isEmpty()) {
                RemoteExecutor.Seen next = ready.element();
                if (endsBefore(next.step().number(), iterator)) {
                    continue;
                }
                ready.remove();
                try {
                    boolean goesOn = settle(next.step().resource(), next, iterator);
                    // Not before its failure has been told, which may stop those who wait for it.
                    context.coordinator().unthrottle(host);
                    if (!goesOn) {
                        return false;
                    }
                } catch (Unreachable lost) {
                    forgo(next.step(), lost, iterator);
                    context.coordinator().unthrottle(host);
                    List<TaskStep> unsettled =
                            ready.stream().map(RemoteExecutor.Seen::step).toList();
                    ready.clear();
                    look(unsettled, iterator);
                }
                continue;
            }
            if (hasEnded(iterator.upcoming(), iterator)) {
                iterator.endPlay();
            }
            Batch batch;
            try {
                batch = iterator.take();
            } catch (InvalidInput wrong) {
                if (!unresolved(wrong, iterator)) {
                    return false;
                }
                continue;
            }
            if (batch.isEmpty()) {
                return !iterator.isLost();
            }
            batch.waits().ifPresent(this::planLater);
            if (batch.directs().isPresent()) {
                Batch.Directed directed = batch.directs().get();
                if (!endsBefore(directed.number(), iterator) && !new MetaExecutor(context, iterator).follow(directed)) {
                    return false;
                }
            }
            if (batch.once().isPresent()
                    && !endsBefore(iterator.upcoming(), iterator)
                    && !once(batch.once().get(), iterator)) {
                return false;
            }
            look(batch.items(), iterator);
        }
    }

    /**
     * Comes to a task, where the play says so not before all hosts have.
     *
     * @return whether the play has ended before it; then nothing is left to do but the handlers
     */
    private boolean endsBefore(int number, PlayIterator iterator) {
        if (iterator.play().isPresent()) {
            Play play = iterator.play().get();
            TaskPath taskPath = iterator.place(number);
            context.coordinator().arrive(play, host, taskPath);
            if (play.rollout().inStep() && !context.mode().onlyLooks()) {
                context.coordinator().keepStep(play, host, taskPath);
            } else if (play.rollout().inStep()) {
                // Who only looks goes at their own pace, but as far as a play goes only they know who may end it.
                iterator.endBefore(taskPath)
                        .ifPresent(end -> context.coordinator().awaitAll(play, host, end));
            }
        }
        if (!hasEnded(number, iterator)) {
            return false;
        }
        ready.clear();
        iterator.endPlay();
        return true;
    }

    private boolean hasEnded(int number, PlayIterator iterator) {
        return !iterator.hasEnded()
                && iterator.play().isPresent()
                && context.coordinator().hasEnded(iterator.play().get(), host, iterator.place(number));
    }

    private void look(List<TaskStep> items, PlayIterator iterator) throws Unreachable, BecomeRefused {
        Deque<TaskStep> left = new ArrayDeque<>(items);
        while (!left.isEmpty()) {
            try {
                ready.addAll(remote.look(List.copyOf(left)));
                return;
            } catch (Unreachable lost) {
                forgo(left.remove(), lost, iterator);
            }
        }
    }

    /** Goes on without an item whose host could not be reached, where its task says so. */
    private void forgo(TaskStep step, Unreachable lost, PlayIterator iterator) throws Unreachable {
        if (!step.task().keywords().ignoresUnreachable()) {
            throw lost;
        }
        if (step.runAs().host().isEmpty()) {
            context.session().giveUp();
        }
        Problem problem = lost.problem().on(host).in("task \"" + step.task().name() + "\"");
        context.tell(step, new Event.Failed(host, step.title(), problem, Optional.empty(), true));
        Map<String, Object> result = TaskResult.of(false, true, Optional.empty());
        result.put("unreachable", true);
        result.put("msg", lost.problem().what());
        iterator.done(step, result);
    }

    /**
     * Finds out who does a task that is done once for all hosts.
     *
     * @return false where it failed on the one that did it
     */
    private boolean once(Task task, PlayIterator iterator) {
        Play play = iterator.play().orElseThrow();
        SharedTask sharedTask = iterator.deed(task, iterator.upcoming());
        Optional<Map<String, Object>> elsewhere = context.coordinator().once(play, host, sharedTask);
        if (elsewhere.isEmpty()) {
            iterator.doOnce(result -> context.coordinator().did(play, host, sharedTask, result));
            return true;
        }
        Event.Step step = new Event.Step(task.name(), task.module(), "");
        iterator.doneOnce(elsewhere.get());
        if (Boolean.TRUE.equals(elsewhere.get().get("failed"))
                && !task.conditions().ignoreErrors()) {
            Problem problem = Problem.at(
                    task.position(), host + ": " + step + ": it failed on the host that does it once for all", "");
            tell.accept(new Event.Failed(host, step, problem, Optional.empty(), iterator.mends(task)));
            return iterator.failed(problem.what());
        }
        if (!task.module().startsWith("include_")) {
            tell.accept(new Event.Skipped(host, step, "another host does it once for all"));
        }
        return true;
    }

    private boolean unresolved(InvalidInput wrong, PlayIterator iterator) {
        boolean rescued = iterator.mends(iterator.last());
        EventFilter shown = NoLogFilter.of(iterator.last().keywords());
        for (Problem problem : wrong.problems()) {
            Event failed = new Event.Failed(host, new Event.Step("", "", ""), problem, Optional.empty(), rescued);
            tell.accept(failed.shownAs(shown));
        }
        return iterator.failed(wrong.problems().get(0).what());
    }

    private <S extends Record> boolean settle(Resource<S> resource, RemoteExecutor.Seen first, PlayIterator iterator)
            throws Unreachable, BecomeRefused {
        TaskStep step = first.step();
        ResultConditions conditions = step.task().conditions();
        RemoteExecutor.Seen seen = first;
        for (int left = context.mode().onlyLooks() ? 0 : conditions.retries(); ; left--) {
            Optional<StepOutcome> tried = executor.at(resource, seen, iterator);
            if (tried.isEmpty()) {
                return !executor.hasStopped();
            }
            StepOutcome stepOutcome = tried.get();
            Map<String, Object> result =
                    TaskResult.of(stepOutcome.changed(), stepOutcome.failure().isPresent(), stepOutcome.outcome());
            stepOutcome.failure().ifPresent(problem -> result.put("msg", problem.what()));
            try {
                if (left > 0
                        && conditions.repeats()
                        && !conditions.isDone(step.variables(), step.task().register(), result)) {
                    context.tell(
                            step,
                            new Event.Retried(
                                    host, step.title(), conditions.retries() - left + 1, conditions.retries()));
                    context.coordinator().unthrottle(host);
                    MetaExecutor.sleep(conditions.delay());
                    seen = remote.look(List.of(step)).get(0);
                    continue;
                }
                result.put("attempts", Math.max(1, conditions.retries() - left + 1));
                return judge(step, stepOutcome, result, iterator);
            } catch (InvalidInput wrong) {
                return fail(step, iterator, wrong.problems().get(0), stepOutcome.outcome(), result);
            }
        }
    }

    /** Takes a result for what the task says, and tells it. */
    private boolean judge(TaskStep step, StepOutcome stepOutcome, Map<String, Object> result, PlayIterator iterator) {
        ResultConditions conditions = step.task().conditions();
        Optional<String> register = step.task().register();
        boolean gaveUp = !conditions.until().isEmpty() && !conditions.isDone(step.variables(), register, result);
        boolean failed = conditions.failed(step.variables(), register, result);
        result.put("failed", failed || gaveUp);
        if (failed || gaveUp) {
            Problem problem = stepOutcome
                    .failure()
                    .filter(any -> conditions.failedWhen().isEmpty())
                    .orElseGet(() -> Problem.at(
                            step.task().position(),
                            host + ": " + step.title() + ": "
                                    + (failed
                                            ? "failed_when holds: " + conditions.failure()
                                            : "after " + result.get("attempts") + " attempts this does not hold: "
                                                    + conditions.goal()),
                            TaskExecutor.said(stepOutcome.outcome().orElse(new ScriptResult(0, "", "")))));
            return fail(step, iterator, problem, stepOutcome.outcome(), result);
        }
        boolean changed = conditions.changed(step.variables(), register, result);
        result.put("changed", changed);
        if (changed) {
            context.tell(
                    step,
                    new Event.Changed(
                            host,
                            step.title(),
                            stepOutcome.plan().changes(),
                            stepOutcome.plan().script()));
        } else {
            context.tell(step, new Event.Ok(host, step.title()));
        }
        iterator.done(step, result);
        if (!step.last()
                && step.task().loop().isPresent()
                && stepOutcome.outcome().isPresent()) {
            MetaExecutor.sleep(step.task().loop().get().pause());
        }
        return true;
    }

    private boolean fail(
            TaskStep step,
            PlayIterator iterator,
            Problem problem,
            Optional<ScriptResult> outcome,
            Map<String, Object> result) {
        boolean isFormer = step.resource() instanceof Restore;
        boolean ignored = step.task().conditions().ignoreErrors();
        Problem named = problem.in("task \"" + step.task().name() + "\"");
        context.tell(
                step, new Event.Failed(host, step.title(), named, outcome, ignored || iterator.mends(step.task())));
        result.put("failed", true);
        if (isFormer) {
            leftOpen.add(step);
        }
        if (ignored || isFormer) {
            iterator.done(step, result);
            return true;
        }
        ready.clear();
        return iterator.failed(step, result);
    }

    private void planLater(Batch.Waiting waiting) {
        Event.Step step = new Event.Step(waiting.task().name(), waiting.task().module(), "");
        if (List.of("debug", "include_vars").contains(step.module())) {
            tell.accept(new Event.Skipped(
                    host, step, "it depends on " + waiting.register() + ", which a dry run does not know"));
            return;
        }
        Change change = Change.of("depends on " + waiting.register(), "not yet known", "known")
                .after("the task that registers " + waiting.register());
        tell.accept(new Event.Planned(host, step, List.of(change), Script.NOTHING));
    }
}
