package io.dockplay.engine.task;

import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.iterator.PlayIterator;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.message.Message;
import io.dockplay.playbook.ResultConditions;
import io.dockplay.playbook.TaskResult;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of {@link PlayExecutor} that deals with single steps: runs one as often as its task says, reports what became of
 * it, and moves the iterator.
 */
final class StepRunner {

    private final HostContext context;
    private final Remote remote;
    private final StepReporter reporter;
    private final TaskExecutor executor;
    private final List<TaskStep> notRestored = new ArrayList<>();

    StepRunner(HostContext context, Remote remote, StepReporter reporter) {
        this.context = context;
        this.remote = remote;
        this.reporter = reporter;
        this.executor = new TaskExecutor(context, remote);
    }

    /**
     * What remains after a step has run.
     *
     * @param goesOn whether the host goes on
     * @param later the steps that come after it, each with what its last probe found
     */
    record Remaining(boolean goesOn, List<Remote.Probed> later) {}

    /** The steps that could not be restored, although the host went on. */
    List<TaskStep> notRestored() {
        return List.copyOf(notRestored);
    }

    /** Runs the first of these steps. */
    Remaining run(List<Remote.Probed> probed, PlayIterator iterator) throws Unreachable, BecomeRefused {
        Remote.Probed first = probed.get(0);
        TaskStep step = first.step();
        ResultConditions conditions = step.task().conditions();
        List<Remote.Probed> later = probed.subList(1, probed.size());
        int retries = context.onlyLooks(step) ? 0 : conditions.retries();
        for (int retry = 0; ; retry++) {
            TaskExecutor.Attempt tried = attempt(first, later, iterator);
            later = tried.later();
            if (!(tried.result() instanceof StepResult.Ended ended)) {
                return new Remaining(moveOn(step, tried.result(), iterator), later);
            }
            Optional<StepEvaluation> evaluation = evaluate(step, ended, retry, retries);
            if (evaluation.isPresent()) {
                return end(step, evaluation.get(), later, iterator);
            }
            reporter.retry(step, retry + 1, retries);
            context.coordinator().unthrottle(context.host());
            MetaExecutor.sleep(conditions.delay());
            first = remote.probe(List.of(step)).get(0);
        }
    }

    /** What the task's conditions make of a result; none when the step is to be tried again. */
    private Optional<StepEvaluation> evaluate(TaskStep step, StepResult.Ended ended, int retry, int retries) {
        ResultConditions conditions = step.task().conditions();
        try {
            if (retry < retries && conditions.repeats() && !StepEvaluation.isDone(step, ended)) {
                return Optional.empty();
            }
        } catch (InvalidInput wrong) {
            return Optional.of(StepEvaluation.invalid(wrong, ended));
        }
        int attempts = Math.max(1, conditions.retries() - (retries - retry) + 1);
        return Optional.of(StepEvaluation.of(context.host(), step, ended, attempts));
    }

    /** Compares a step once and changes what differs. */
    private TaskExecutor.Attempt attempt(Remote.Probed probed, List<Remote.Probed> later, PlayIterator iterator)
            throws Unreachable, BecomeRefused {
        TaskStep step = probed.step();
        Comparison comparison = executor.compare(probed);
        reporter.notes(step, comparison.notes());
        if (comparison instanceof Comparison.Settled settled) {
            return new TaskExecutor.Attempt(settled.result(), later);
        }
        SharedTask sharedTask = iterator.sharedTask(step.task(), step.number());
        return executor.change(
                (Comparison.Difference<?>) comparison,
                new ChangeGate(context, iterator.play()),
                sharedTask,
                later,
                () -> iterator.handlerLines(step));
    }

    /** Reports a step that did not run to its end, and moves on; false where the host stops. */
    private boolean moveOn(TaskStep step, StepResult result, PlayIterator iterator) throws Unreachable, BecomeRefused {
        if (step.isOnlyLookedAt() && result instanceof StepResult.Planned planned) {
            look(step, planned.plan().changes(), planned.plan().script(), true, iterator);
            return true;
        }
        if (step.isOnlyLookedAt() && result instanceof StepResult.Waiting waiting) {
            look(step, waiting.known(), Script.NOTHING, !context.mode().onlyProbes(), iterator);
            return true;
        }
        if (result instanceof StepResult.Planned planned) {
            plan(step, planned, iterator);
            return true;
        }
        reporter.result(step, result, false);
        if (result instanceof StepResult.Waiting waiting) {
            context.planned().add(step, waiting.changes());
            reporter.skipped(iterator.planned(step, false));
        } else if (result instanceof StepResult.Skipped skipped) {
            reporter.skipped(
                    skipped.isResultKnown() ? iterator.done(step, TaskResult.skipped()) : iterator.unknown(step));
        }
        return !PlayExecutor.endsHost(result);
    }

    /**
     * Reports what differs in a step that is only looked at, and moves on as if that had been changed.
     *
     * @param known whether what it registers is known; in a dry run not where that waits for another task
     */
    private void look(TaskStep step, List<Change> changes, Script script, boolean known, PlayIterator iterator) {
        reporter.result(step, new StepResult.Looked(changes, script), false);
        context.planned().add(step, changes);
        reporter.skipped(known ? iterator.done(step, lookedAt(step)) : iterator.planned(step, false));
    }

    /** What a step registers that would have changed something; a command has nothing to tell before it has run, and is skipped. */
    private static Map<String, Object> lookedAt(TaskStep step) {
        boolean runs = List.of("command", "script").contains(step.module());
        return runs ? TaskResult.skipped() : TaskResult.of(true, false, Optional.empty());
    }

    private void plan(TaskStep step, StepResult.Planned found, PlayIterator iterator)
            throws Unreachable, BecomeRefused {
        StepResult.Planned planned = iterator.dependsOn(step).map(found::after).orElse(found);
        reporter.result(step, planned, false);
        executor.resolve(step, found.plan()).ifPresent(transaction -> reporter.resolved(step, transaction));
        context.planned().add(step, planned.plan().changes());
        reporter.skipped(iterator.planned(step, planned.isCertain()));
    }

    private Remaining end(TaskStep step, StepEvaluation evaluation, List<Remote.Probed> later, PlayIterator iterator) {
        if (evaluation.result() instanceof StepResult.Failed failed) {
            boolean goesOn = fail(step, failed, evaluation.registered(), iterator);
            return new Remaining(goesOn, isPassedOver(step) ? later : List.of());
        }
        reporter.result(step, evaluation.result(), false);
        reporter.skipped(iterator.done(step, evaluation.registered()));
        if (!step.last()
                && step.task().loop().isPresent()
                && evaluation.result().outcome().isPresent()) {
            MetaExecutor.sleep(step.task().loop().get().pause());
        }
        return new Remaining(true, later);
    }

    /** Whether a failure of a step keeps nothing that comes after it. */
    private static boolean isPassedOver(TaskStep step) {
        return step.task().conditions().ignoreErrors() || step.resource() instanceof Restore;
    }

    private boolean fail(
            TaskStep step, StepResult.Failed failed, Map<String, Object> registered, PlayIterator iterator) {
        Problem problem =
                failed.problem().in(Message.of("task \"%s\"", step.task().name()));
        boolean ignored = step.task().conditions().ignoreErrors() || iterator.isRescued(step.task());
        reporter.result(
                step, new StepResult.Failed(problem, failed.plan(), failed.outcome(), failed.isChanged()), ignored);
        if (step.resource() instanceof Restore) {
            notRestored.add(step);
        }
        if (isPassedOver(step)) {
            reporter.skipped(iterator.done(step, registered));
            return true;
        }
        return iterator.failed(step, registered);
    }
}
