package io.dockplay.modules.base;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Places;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * A state from before of something that may have gone since, with its package or by somebody's hand; it is not made anew for
 * it. Only uninstalling makes one.
 *
 * @param <S> what a probe finds out
 * @param state the options
 */
public record RestoreIfPresent<S extends Record>(OwnedResource<S> state) implements Resource<S> {

    @Override
    public List<Resource<?>> at(Places places) {
        return state.at(places).stream()
                .<Resource<?>>map(each -> each instanceof OwnedResource<?> one ? new RestoreIfPresent<>(one) : each)
                .toList();
    }

    @Override
    public String label() {
        return state.label();
    }

    @Override
    public Script probe(Machine machine) {
        return state.probe(machine);
    }

    @Override
    public S read(Answers answers) {
        return state.read(answers);
    }

    /** In a dry run a package may be about to come back, and what is its own with it. */
    @Override
    public Plan plan(S actual, Machine machine, Pending pending) {
        if (!state.isGone(actual)) {
            return state.plan(actual, machine, pending);
        }
        Optional<String> bringer = PendingPackages.anyTask(pending);
        return bringer.isEmpty()
                ? Plan.NOTHING
                : Plan.of(state.plan(actual, machine, pending).changes(), Script.of(":"))
                        .after(bringer.get());
    }

    @Override
    public Optional<String> unmet(S before, S after, Outcome outcome, Machine machine) {
        return state.unmet(before, after, outcome, machine);
    }

    @Override
    public List<String> writes() {
        return state.writes();
    }
}
