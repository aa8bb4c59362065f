package io.dockplay.engine.task;

import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.List;

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
            if (differs(steps.get(i).step().resource(), steps.get(i))) {
                return i + 1;
            }
        }
        return steps.size();
    }

    private <S extends Record> boolean differs(Resource<S> resource, Remote.Probed probed)
            throws Unreachable, BecomeRefused {
        if (probed.output().isLate()) {
            return true;
        }
        try {
            S actual = TaskExecutor.read(resource, probed.output());
            return !resource.plan(
                            actual,
                            remote.machine(probed.step()),
                            context.planned().pending())
                    .isNothing();
        } catch (InvalidInput | UnsupportedState unclear) {
            return true;
        }
    }
}
