package io.dockplay.modules.base;

import io.dockplay.message.Message;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;

/**
 * Restores a former state that a module's own options can describe.
 *
 * <p>When it cannot be restored, that is reported, and the uninstall goes on with the others.
 *
 * @param <S> what a probe finds out
 * @param state the options
 * @param force whether it is given up where something stands in its way
 */
public record RestoreState<S extends Record>(Resource<S> state, boolean force)
        implements Restore<S>, ForwardingResource<S> {

    public RestoreState(Resource<S> state) {
        this(state, false);
    }

    @Override
    public RestoreState<S> forced() {
        return new RestoreState<>(state, true);
    }

    @Override
    public Plan plan(S actual, Machine machine, PendingChanges pendingChanges) {
        Plan plan = state.plan(actual, machine, pendingChanges);
        return force && plan.blocker().isPresent()
                ? Plan.NOTHING.warning(Message.of(
                        "%s stays as it is: %s", label(), plan.blocker().get().reason()))
                : plan;
    }
}
