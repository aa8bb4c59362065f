package io.dockplay.engine.task;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.EventFilter;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Plan;
import java.util.Optional;

/**
 * What every change asks before it is made, whatever makes it: whether it is its turn, whether it is planned, whether
 * another host's failure keeps it back, and whether someone wants it.
 *
 * @param context the host
 * @param play whose change it is; none in an uninstallation
 */
record ChangeGate(HostContext context, Optional<Play> play) {

    /** What becomes of a change. */
    enum Answer {
        /** It is made. */
        MADE,
        /** The host goes on without it, which has been told. */
        LEFT_OUT,
        /** The host stops before it, which has been told. */
        STOPPED
    }

    /**
     * A change.
     *
     * @param sharedTask what it is to all hosts
     * @param plan what it changes, or waits for
     */
    record Change(Task task, SharedTask sharedTask, Event.Step step, Plan plan) {}

    /** Asks for a change, and waits until it may be made. Who has been let through says so when all has been told of it. */
    Answer ask(Change change) {
        FleetCoordinator coordinator = context.coordinator();
        play.filter(any -> any.rollout().inStep())
                .ifPresent(any -> coordinator.keepStep(
                        any, context.host(), change.sharedTask().taskPath()));
        boolean waits = change.plan().isWaiting();
        Answer answer = waits ? Answer.MADE : answer(change);
        if (answer != Answer.MADE) {
            return answer;
        }
        change.task()
                .keywords()
                .throttle()
                .ifPresent(hosts -> coordinator.throttle(context.host(), change.task(), hosts));
        if (!waits && isStopped(change)) {
            return Answer.STOPPED;
        }
        play.ifPresent(any -> coordinator.begin(any, context.host(), change.sharedTask()));
        return Answer.MADE;
    }

    /** Lets the next one through that waited for this host. */
    void passed() {
        context.coordinator().unthrottle(context.host());
    }

    private Answer answer(Change change) {
        if (!isPlanned(change) || isStopped(change)) {
            return Answer.STOPPED;
        }
        if (!context.coordinator().asking().agreesTo(change.sharedTask(), () -> question(change))) {
            context.tell(change.task(), new Event.Skipped(context.host(), change.step(), "nobody agreed to it"));
            return Answer.LEFT_OUT;
        }
        return Answer.MADE;
    }

    private String question(Change change) {
        String what =
                change.task().keywords().isSecret() ? "" : ": " + change.plan().whatIsLeft();
        return context.secrets().mask(context.host() + ": " + change.step() + what)
                + ". Make it, here and on the other hosts? [y]es, [n]o, [c]ontinue without asking:";
    }

    /** Whether a saved plan has it, if there is one; no plan names what never counts as a change. */
    boolean isPlanned(Change change) {
        EventFilter shown = NoLogFilter.of(change.task().keywords());
        if (change.task().conditions().neverChanges()
                || context.permits(
                        shown.step(change.step()), shown.changes(change.plan().changes()))) {
            return true;
        }
        Problem problem = Problem.at(
                change.task().position(),
                context.host() + ": " + change.step() + ": this change is not in the plan: "
                        + change.plan().whatIsLeft(),
                "It was not made, and nothing after it. Make a new plan, and apply that.");
        context.tell(
                change.task(),
                new Event.Failed(
                        context.host(),
                        change.step(),
                        problem.in("task \"" + change.task().name() + "\""),
                        Optional.empty(),
                        false));
        return false;
    }

    private boolean isStopped(Change change) {
        if (!context.stopSignal().isPulled()) {
            return false;
        }
        Problem problem = Problem.of(
                context.host() + ": stopped before " + change.step()
                        + ": another host failed, and the play allows none",
                "When the cause is out of the way, run the same command again.");
        context.tell().accept(new Event.Stopped(context.host(), problem));
        return true;
    }
}
