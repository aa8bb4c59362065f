package io.dockplay.engine;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Plan;
import java.util.Optional;

/**
 * What every change asks before it is made, whatever makes it: whether it is its turn, whether it is planned, whether
 * another host's failure keeps it back, and whether someone wants it.
 *
 * @param setting the host
 * @param play whose change it is; none in an uninstallation
 */
record ChangeGate(Setting setting, Optional<Play> play) {

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
     * @param deed what it is to all hosts
     * @param plan what it changes, or waits for
     */
    record Change(Task task, Deed deed, Event.Step step, Plan plan) {}

    /** Asks for a change, and waits until it may be made. Who has been let through says so when all has been told of it. */
    Answer ask(Change change) {
        Convoy convoy = setting.convoy();
        play.filter(any -> any.rollout().inStep())
                .ifPresent(any ->
                        convoy.keepStep(any, setting.host(), change.deed().place()));
        boolean waits = change.plan().isWaiting();
        Answer answer = waits ? Answer.MADE : answer(change);
        if (answer != Answer.MADE) {
            return answer;
        }
        change.task().manner().throttle().ifPresent(hosts -> convoy.throttle(setting.host(), change.task(), hosts));
        if (!waits && isStopped(change)) {
            return Answer.STOPPED;
        }
        play.ifPresent(any -> convoy.begin(any, setting.host(), change.deed()));
        return Answer.MADE;
    }

    /** Lets the next one through that waited for this host. */
    void passed() {
        setting.convoy().unthrottle(setting.host());
    }

    private Answer answer(Change change) {
        if (!isPlanned(change) || isStopped(change)) {
            return Answer.STOPPED;
        }
        if (!setting.convoy().asking().agreesTo(change.deed(), () -> question(change))) {
            setting.tell(change.task(), new Event.Skipped(setting.host(), change.step(), "nobody agreed to it"));
            return Answer.LEFT_OUT;
        }
        return Answer.MADE;
    }

    private String question(Change change) {
        String what =
                change.task().manner().isSecret() ? "" : ": " + change.plan().whatIsLeft();
        return setting.secrets().mask(setting.host() + ": " + change.step() + what)
                + ". Make it, here and on the other hosts? [y]es, [n]o, [c]ontinue without asking:";
    }

    /** Whether a saved plan has it, if there is one; no plan names what never counts as a change. */
    boolean isPlanned(Change change) {
        Veil shown = NoLog.of(change.task().manner());
        if (change.task().judgement().neverChanges()
                || setting.permits(
                        shown.step(change.step()), shown.changes(change.plan().changes()))) {
            return true;
        }
        Problem problem = Problem.at(
                change.task().position(),
                setting.host() + ": " + change.step() + ": this change is not in the plan: "
                        + change.plan().whatIsLeft(),
                "It was not made, and nothing after it. Make a new plan, and apply that.");
        setting.tell(
                change.task(),
                new Event.Failed(
                        setting.host(),
                        change.step(),
                        problem.in("task \"" + change.task().name() + "\""),
                        Optional.empty(),
                        false));
        return false;
    }

    private boolean isStopped(Change change) {
        if (!setting.brake().isPulled()) {
            return false;
        }
        Problem problem = Problem.of(
                setting.host() + ": stopped before " + change.step()
                        + ": another host failed, and the play allows none",
                "When the cause is out of the way, run the same command again.");
        setting.tell().accept(new Event.Stopped(setting.host(), problem));
        return true;
    }
}
