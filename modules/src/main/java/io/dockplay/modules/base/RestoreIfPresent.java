package io.dockplay.modules.base;

import io.dockplay.resource.KeptPlaces;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * Restores the former state of something that may be gone by now, with its package or by hand.
 *
 * <p>It is skipped when the thing does not exist. Only an uninstall makes one.
 *
 * @param <S> what a probe finds out
 * @param state the options
 */
public record RestoreIfPresent<S extends Record>(OwnedResource<S> state) implements ForwardingResource<S> {

    @Override
    public List<Resource<?>> at(KeptPlaces keptPlaces) {
        return state.at(keptPlaces).stream()
                .<Resource<?>>map(each -> each instanceof OwnedResource<?> one ? new RestoreIfPresent<>(one) : each)
                .toList();
    }

    /**
     * Plans the restore; in a dry run an earlier task may be about to restore the package, and with it the thing
     * itself.
     */
    @Override
    public Plan plan(S actual, Machine machine, PendingChanges pendingChanges) {
        if (!state.isGone(actual)) {
            return state.plan(actual, machine, pendingChanges);
        }
        Optional<String> installer = PendingPackages.anyTask(pendingChanges);
        return installer.isEmpty()
                ? Plan.NOTHING
                : Plan.of(state.plan(actual, machine, pendingChanges).changes(), Script.of(":"))
                        .after(installer.get());
    }
}
