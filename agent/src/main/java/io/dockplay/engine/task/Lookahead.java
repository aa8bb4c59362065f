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
 */
record Lookahead(HostContext context, Remote remote) {

    /** How many of these steps to probe, by what their last probes found. */
    int length(List<Remote.Probed> steps) throws Unreachable, BecomeRefused {
        for (int i = 0; i < steps.size(); i++) {
            if (differs(steps.get(i))) {
                return i + 1;
            }
        }
        return steps.size();
    }

    private boolean differs(Remote.Probed probed) throws Unreachable, BecomeRefused {
        Optional<Plan> plan = plan(probed);
        return plan.isEmpty() || !plan.get().isNothing();
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
                    actual, remote.machine(probed.step()), context.planned().pending()));
        } catch (InvalidInput | UnsupportedState unclear) {
            return Optional.empty();
        }
    }
}
