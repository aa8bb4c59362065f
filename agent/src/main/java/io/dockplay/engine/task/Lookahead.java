package io.dockplay.engine.task;

import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.List;
import java.util.Optional;

/**
 * Says how many steps the next message probes again after a change: up to and including the first that is likely to differ.
 *
 * <p>The last look is stale after a change, and nothing is decided from it. But it predicts well which steps will differ. Steps
 * behind the next change would be probed once more after it, so they are not probed before it. A playbook of n steps that all
 * change is probed some 3n times instead of n²/2 times. A wrong prediction costs one more message.
 *
 * <p>A step in whose way something stood, such as a service of a package that is not installed yet, predicts nothing. A few of
 * these are probed together with the steps behind them.
 */
record Lookahead(HostContext context, Remote remote) {

    /** So many steps that predict nothing are passed at a time. */
    private static final int MOST_UNCLEAR = 4;

    /** How many of these steps to probe, by what their last probes found. */
    int length(List<Remote.Probed> steps) throws Unreachable, BecomeRefused {
        int unclear = 0;
        for (int i = 0; i < steps.size(); i++) {
            Optional<Plan> plan = plan(steps.get(i));
            boolean isClear = plan.isPresent() && plan.get().blocker().isEmpty();
            unclear += isClear ? 0 : 1;
            if ((isClear && !plan.get().isNothing()) || unclear > MOST_UNCLEAR) {
                return i + 1;
            }
        }
        return steps.size();
    }

    /** Whether a step is likely to be as it is wanted. */
    boolean isSettled(Remote.Probed probed) throws Unreachable, BecomeRefused {
        return plan(probed).filter(Plan::isNothing).isPresent();
    }

    /** What is likely to be done in a step; none where its last probe says nothing of that. */
    Optional<Plan> plan(Remote.Probed probed) throws Unreachable, BecomeRefused {
        return plan(probed.step().resource(), probed);
    }

    private <S extends Record> Optional<Plan> plan(Resource<S> resource, Remote.Probed probed)
            throws Unreachable, BecomeRefused {
        if (probed.output().isLate()) {
            return Optional.empty();
        }
        try {
            S actual = TaskExecutor.read(resource, probed.output());
            return Optional.of(resource.plan(
                    actual, remote.machine(probed.step()), context.planned().pending(probed.step())));
        } catch (InvalidInput | UnsupportedState unclear) {
            return Optional.empty();
        }
    }
}
