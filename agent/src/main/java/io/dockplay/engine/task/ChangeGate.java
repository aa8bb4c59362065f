package io.dockplay.engine.task;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.EventFilter;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Plan;
import java.util.Optional;

/**
 * The one gate that every change passes before it is made: it waits for its turn ({@code strategy: linear}, {@code throttle}),
 * and asks the saved plan, the stop signal and, with {@code --step}, a person.
 *
 * @param context the host
 * @param play the play that makes the change; none in an uninstallation
 */
record ChangeGate(HostContext context, Optional<Play> play) {

    /**
     * A change that has to pass.
     *
     * @param sharedTask what its task is to all hosts
     * @param plan what it changes, or waits for
     */
    record Request(Task task, SharedTask sharedTask, Event.Step step, Plan plan) {

        /** This change with another plan. */
        Request with(Plan other) {
            return new Request(task, sharedTask, step, other);
        }
    }

    /**
     * Waits until a change may be made. Who has passed calls {@link #leave} when the change and its result are reported.
     *
     * @return what the step ends with instead; empty where the change may be made
     */
    Optional<StepResult> enter(Request change) {
        FleetCoordinator coordinator = context.coordinator();
        play.filter(any -> any.rollout().inStep())
                .ifPresent(any -> coordinator.awaitStep(
                        any, context.host(), change.sharedTask().taskPath()));
        boolean waits = change.plan().isWaiting();
        Optional<StepResult> refusal = waits ? Optional.empty() : refusal(change);
        if (refusal.isPresent()) {
            return refusal;
        }
        change.task()
                .keywords()
                .throttle()
                .ifPresent(hosts -> coordinator.throttle(context.host(), change.task(), hosts));
        Optional<StepResult> stopped = waits ? Optional.empty() : stopped(change);
        if (stopped.isEmpty()) {
            play.ifPresent(any -> coordinator.beginChange(any, context.host(), change.sharedTask()));
        }
        return stopped;
    }

    /** Whether a step's change may be made now without asking or waiting for anybody. */
    boolean isOpen(TaskStep step, Plan plan) {
        return play.filter(any -> !any.rollout().isAtOnce()).isEmpty()
                && !context.stopSignal().isGiven()
                && !context.coordinator().confirmations().isStepwise()
                && !context.coordinator().machines().areShared()
                && context.permits(
                        step.title(), NoLogFilter.of(step.task().keywords()).changes(plan.changes()));
    }

    /** Lets the next host through that waits for this one. */
    void leave() {
        context.coordinator().unthrottle(context.host());
    }

    private Optional<StepResult> refusal(Request change) {
        return notPlanned(change).or(() -> stopped(change)).or(() -> notAgreed(change));
    }

    private Optional<StepResult> notAgreed(Request change) {
        return context.coordinator().confirmations().agreesTo(change.sharedTask(), () -> question(change))
                ? Optional.empty()
                : Optional.of(new StepResult.Skipped("nobody agreed to it", true));
    }

    private String question(Request change) {
        String what =
                change.task().keywords().isSecret() ? "" : ": " + change.plan().whatIsLeft();
        return Message.of(
                        "%s. Make it, here and on the other hosts? [y]es, [n]o, [c]ontinue without asking:",
                        context.secrets().mask(context.host() + ": " + change.step() + what))
                .text();
    }

    /** The refusal of a change that the saved plan, if there is one, does not have; no plan has what never counts as a change. */
    Optional<StepResult> notPlanned(Request change) {
        EventFilter shown = NoLogFilter.of(change.task().keywords());
        if (change.task().conditions().neverChanges()
                || context.permits(
                        shown.step(change.step()), shown.changes(change.plan().changes()))) {
            return Optional.empty();
        }
        Problem problem = Problem.at(
                change.task().position(),
                Message.of(
                        "%s: %s: this change is not in the plan: %s",
                        context.host(), change.step(), change.plan().whatIsLeft()),
                Message.of("It was not made, and nothing after it. Make a new plan, and apply that."));
        return Optional.of(new StepResult.Refused(
                problem.in(Message.of("task \"%s\"", change.task().name()))));
    }

    private Optional<StepResult> stopped(Request change) {
        return context.stopSignal().isGiven()
                ? Optional.of(new StepResult.Stopped(Problem.of(
                        Message.of(
                                "%s: stopped before %s: another host failed, and the play allows none",
                                context.host(), change.step()),
                        Message.of("When the cause is out of the way, run the same command again."))))
                : Optional.empty();
    }
}
