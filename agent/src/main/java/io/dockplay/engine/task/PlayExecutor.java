package io.dockplay.engine.task;

import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.coordination.TaskPath;
import io.dockplay.engine.iterator.NextTasks;
import io.dockplay.engine.iterator.PlayIterator;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.message.Message;
import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResult;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a host's tasks in their order: probe, compare, change, probe again. It alone reports events and moves the
 * {@link PlayIterator}; {@link TaskExecutor} and {@link MetaExecutor} return what became of a step.
 *
 * <p>One message probes all steps that can be probed together; a change and the probes that it makes necessary are one more.
 * So a host that is in the wanted state costs one message, however many tasks there are.
 */
public final class PlayExecutor {

    private final String host;
    private final HostContext context;
    private final Remote remote;
    private final StepReporter reporter;
    private final StepRunner steps;
    private final Lookahead lookahead;

    /**
     * @param recordedRun the run whose changes are put on the host's record; none when they undo what is on it
     */
    public PlayExecutor(HostContext context, Optional<String> recordedRun) {
        this.host = context.host();
        this.context = context;
        this.reporter = new StepReporter(context);
        this.remote = new RemoteExecutor(context, recordedRun, reporter);
        this.steps = new StepRunner(context, remote, reporter);
        this.lookahead = new Lookahead(context, remote);
    }

    /** The steps that could not be restored, although the host went on. */
    public List<TaskStep> notRestored() {
        return steps.notRestored();
    }

    /**
     * Runs all tasks.
     *
     * @return whether the host may go on; not after a failure
     */
    public boolean run(PlayIterator iterator) throws Unreachable, BecomeRefused {
        while (true) {
            if (hasEnded(iterator.upcoming(), iterator)) {
                iterator.endPlay();
            }
            NextTasks next;
            try {
                next = iterator.next();
            } catch (InvalidInput wrong) {
                if (!invalid(wrong, iterator)) {
                    return false;
                }
                continue;
            }
            if (next instanceof NextTasks.End) {
                return !iterator.hasFailed();
            }
            if (!run(next, iterator)) {
                return false;
            }
        }
    }

    private boolean run(NextTasks next, PlayIterator iterator) throws Unreachable, BecomeRefused {
        if (next instanceof NextTasks.Probes probes) {
            return runSteps(probe(probes.steps(), iterator), iterator);
        }
        if (next instanceof NextTasks.Skipped skipped) {
            reporter.skipped(List.of(skipped));
        } else if (next instanceof NextTasks.Waiting waiting) {
            reporter.wholeTask(waiting.task(), waitingFor(waiting), false);
        } else if (next instanceof NextTasks.Meta meta) {
            return endsBefore(meta.number(), iterator) || runMeta(meta, iterator);
        } else if (next instanceof NextTasks.Once once) {
            return endsBefore(iterator.upcoming(), iterator) || runOnce(once.task(), iterator);
        }
        return true;
    }

    /** Runs steps that were probed together, one after the other; none before it has been probed after the last change. */
    private boolean runSteps(List<Remote.Probed> all, PlayIterator iterator) throws Unreachable, BecomeRefused {
        List<Remote.Probed> probed = all;
        while (!probed.isEmpty()) {
            TaskStep step = probed.get(0).step();
            if (endsBefore(step.number(), iterator)) {
                remote.settle();
                return true;
            }
            if (probed.get(0).isStale()) {
                probed = refresh(probed, iterator);
                continue;
            }
            try {
                StepRunner.Remaining remaining = steps.run(probed, iterator);
                // Not before its failure has been reported, which may stop those who wait for it.
                context.coordinator().unthrottle(host);
                if (!remaining.goesOn()) {
                    remote.settle();
                    return false;
                }
                probed = remaining.later();
            } catch (Unreachable lost) {
                ignoreUnreachable(step, lost, iterator);
                context.coordinator().unthrottle(host);
                probed = probe(probed.stream().skip(1).map(Remote.Probed::step).toList(), iterator);
            }
        }
        remote.settle();
        return true;
    }

    /** Probes steps again: as far as nothing is likely to differ, and the first that is. */
    private List<Remote.Probed> refresh(List<Remote.Probed> stale, PlayIterator iterator)
            throws Unreachable, BecomeRefused {
        int length = lookahead.length(stale);
        List<TaskStep> next =
                stale.stream().limit(length).map(Remote.Probed::step).toList();
        return Stream.concat(probe(next, iterator).stream(), stale.stream().skip(length))
                .toList();
    }

    /** Probes steps, but those whose host cannot be reached and whose task ignores that. */
    private List<Remote.Probed> probe(List<TaskStep> all, PlayIterator iterator) throws Unreachable, BecomeRefused {
        Deque<TaskStep> left = new ArrayDeque<>(all);
        while (!left.isEmpty()) {
            try {
                return remote.probe(List.copyOf(left));
            } catch (Unreachable lost) {
                ignoreUnreachable(left.remove(), lost, iterator);
            }
        }
        return List.of();
    }

    /** Goes on without a step whose host could not be reached, where its task ignores that. */
    private void ignoreUnreachable(TaskStep step, Unreachable lost, PlayIterator iterator) throws Unreachable {
        if (!step.task().keywords().ignoresUnreachable()) {
            throw lost;
        }
        if (step.runAs().host().isEmpty()) {
            context.session().disconnect();
        }
        Problem problem =
                lost.problem().on(host).in(Message.of("task \"%s\"", step.task().name()));
        reporter.result(step, StepResult.Failed.of(problem), true);
        Map<String, Object> result = TaskResult.of(false, true, Optional.empty());
        result.put("unreachable", true);
        result.put("msg", lost.problem().what());
        reporter.skipped(iterator.done(step, result));
    }

    /**
     * Comes to a task; where the play has {@code strategy: linear}, not before all hosts have.
     *
     * @return whether the play has ended before it; then nothing is left to do but the handlers
     */
    private boolean endsBefore(int number, PlayIterator iterator) {
        if (iterator.play().isPresent()) {
            Play play = iterator.play().get();
            TaskPath taskPath = iterator.place(number);
            context.coordinator().arrive(play, host, taskPath);
            if (play.rollout().inStep() && !context.mode().onlyProbes()) {
                context.coordinator().awaitStep(play, host, taskPath);
            } else if (play.rollout().inStep()) {
                // A dry run goes at its own pace, but only the hosts that come to it know whether the play ends there.
                iterator.endBefore(taskPath)
                        .ifPresent(end -> context.coordinator().awaitPast(play, host, end));
            }
        }
        if (!hasEnded(number, iterator)) {
            return false;
        }
        iterator.endPlay();
        return true;
    }

    private boolean hasEnded(int number, PlayIterator iterator) {
        return !iterator.hasEnded()
                && iterator.play().isPresent()
                && context.coordinator().hasEnded(iterator.play().get(), host, iterator.place(number));
    }

    private boolean runMeta(NextTasks.Meta meta, PlayIterator iterator) throws Unreachable, BecomeRefused {
        boolean apply = !context.mode().onlyProbes();
        boolean waits = apply && !meta.task().keywords().isOnlyLookedAt();
        SharedTask sharedTask = iterator.sharedTask(meta.task(), meta.number());
        MetaExecutor executor = new MetaExecutor(context, iterator.play(), reporter);
        if (meta.action() instanceof MetaAction.EndPlay) {
            iterator.play()
                    .filter(play -> apply || play.rollout().inStep())
                    .ifPresent(play -> context.coordinator().end(play, host, sharedTask.taskPath()));
            iterator.endPlay();
            return true;
        }
        if (meta.action() instanceof MetaAction.Reboot reboot) {
            ChangeGate gate = new ChangeGate(context, iterator.play());
            StepResult result = executor.reboot(reboot, meta.task(), sharedTask, gate);
            reporter.result(meta.task(), TaskStep.title(meta.task()), result, false);
            gate.leave();
            if (endsHost(result)) {
                return false;
            }
            iterator.metaDone(meta, result instanceof StepResult.Skipped);
            return true;
        }
        if (meta.action() instanceof MetaAction.Pause pause && waits) {
            executor.pause(pause, sharedTask);
        } else if (meta.action() instanceof MetaAction.AwaitConnection wait && waits) {
            executor.awaitConnection(wait, meta.task());
        }
        iterator.metaDone(meta, false);
        return true;
    }

    /** Whether a host does nothing more after a result, whatever its task ignores. */
    static boolean endsHost(StepResult result) {
        return result instanceof StepResult.Refused || result instanceof StepResult.Stopped;
    }

    /**
     * Finds out which host does a task that is done once for all.
     *
     * @return false where it failed on the one that did it
     */
    private boolean runOnce(Task task, PlayIterator iterator) {
        Play play = iterator.play().orElseThrow();
        SharedTask sharedTask = iterator.sharedTask(task, iterator.upcoming());
        Optional<Map<String, Object>> elsewhere = context.coordinator().once(play, host, sharedTask);
        if (elsewhere.isEmpty()) {
            iterator.doOnce(result -> context.coordinator().completeOnce(play, host, sharedTask, result));
            return true;
        }
        iterator.doneOnce(elsewhere.get());
        if (Boolean.TRUE.equals(elsewhere.get().get("failed"))
                && !task.conditions().ignoreErrors()) {
            Problem problem = Problem.at(
                    task.position(),
                    Message.of("%s: %s: it failed on the host that does it once for all", host, TaskStep.title(task)),
                    Message.NONE);
            reporter.wholeTask(task, StepResult.Failed.of(problem), iterator.isRescued(task));
            return iterator.failed(problem.what());
        }
        if (!task.module().startsWith("include_")) {
            reporter.wholeTask(task, new StepResult.Skipped("another host does it once for all", true), false);
        }
        return true;
    }

    private boolean invalid(InvalidInput wrong, PlayIterator iterator) {
        boolean rescued = iterator.isRescued(iterator.last());
        for (Problem problem : wrong.problems()) {
            reporter.invalid(iterator.last(), problem, rescued);
        }
        return iterator.failed(wrong.problems().get(0).what());
    }

    /** What a dry run says of a task that depends on the result of one that has not run. */
    private static StepResult waitingFor(NextTasks.Waiting waiting) {
        String register = waiting.register();
        if (List.of("debug", "include_vars").contains(waiting.task().module())) {
            return new StepResult.Skipped("it depends on " + register + ", which a dry run does not know", false);
        }
        Change change = Change.of("depends on " + register, "not yet known", "known");
        return new StepResult.Waiting(List.of(change), "the task that registers " + register);
    }
}
