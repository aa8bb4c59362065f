package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.playbook.Loop;
import io.dockplay.playbook.ResultConditions;
import io.dockplay.playbook.TaskKeywords;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Restore;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.ExpectedOutput;
import io.dockplay.transport.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the changes that can be sent together with one: those that are likely to come next, where nobody needs to be asked before.
 *
 * <p>They are planned from the last look, which is stale. So the host itself looks once more before each: it makes a change only if
 * all that was probed since the one before it was exactly as it was planned from. Each is proven by a probe after it as ever.
 *
 * @param lookahead predicts the changes
 * @param gate asks for what would keep them from being made
 */
record ChangesAhead(Lookahead lookahead, ChangeGate gate) {

    /** This many at most, because nothing can call them back. */
    private static final int MOST = 16;

    /**
     * The changes after that of a step.
     *
     * @param later the steps after it, each with what its last probe found
     */
    List<Remote.Change> after(TaskStep step, List<Remote.Probed> later) throws Unreachable, BecomeRefused {
        List<Remote.Change> changes = new ArrayList<>();
        TaskStep before = step;
        int at = 0;
        while (changes.size() < MOST && at < later.size() && canBeFollowed(before)) {
            int end = at + lookahead.length(later.subList(at, later.size()));
            Remote.Probed next = later.get(end - 1);
            Optional<Plan> plan = lookahead.plan(next);
            if (plan.isEmpty()
                    || plan.get().changes().isEmpty()
                    || plan.get().blocker().isPresent()
                    || !allSettled(later.subList(at, end - 1))
                    || !later.subList(at, end).stream().allMatch(ChangesAhead::canBeExpected)
                    || !isPlain(next.step())
                    || !gate.isOpen(next.step(), plan.get())) {
                break;
            }
            int probed = end + lookahead.length(later.subList(end, later.size()));
            changes.add(new Remote.Change(next.step(), plan.get(), later.subList(end, probed), ""));
            at = end;
            before = next.step();
        }
        return changes;
    }

    private boolean allSettled(List<Remote.Probed> between) throws Unreachable, BecomeRefused {
        for (Remote.Probed each : between) {
            if (!lookahead.isSettled(each)) {
                return false;
            }
        }
        return true;
    }

    private static boolean canBeFollowed(TaskStep step) {
        return isPlain(step) && step.resource().proof().isPresent();
    }

    private static boolean canBeExpected(Remote.Probed probed) {
        return probed.step().task().keywords().timeout().isEmpty() && ExpectedOutput.canTell(probed.output());
    }

    /** Whether a step's module alone decides what becomes of it, and nothing but the next step depends on that. */
    private static boolean isPlain(TaskStep step) {
        TaskKeywords keywords = step.task().keywords();
        return step.task().conditions().equals(ResultConditions.USUAL)
                && step.task().notifies().isEmpty()
                && step.task().loop().map(Loop::pause).orElse(0.0) == 0
                && step.runAs().host().isEmpty()
                && keywords.timeout().isEmpty()
                && keywords.throttle().isEmpty()
                && !keywords.runOnce().orElse(false)
                && !keywords.ignoresUnreachable()
                && !step.isOnlyLookedAt()
                && !(step.resource() instanceof Restore);
    }
}
