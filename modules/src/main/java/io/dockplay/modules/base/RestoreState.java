package io.dockplay.modules.base;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Former;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * A state from before that a module's own options can describe; where it cannot be reached again that is told, and the
 * others are given back nevertheless.
 *
 * @param <S> what a probe finds out
 * @param state the options
 * @param force whether it is let go where something stands in its way
 */
public record RestoreState<S extends Record>(Resource<S> state, boolean force) implements Former<S> {

    public RestoreState(Resource<S> state) {
        this(state, false);
    }

    @Override
    public RestoreState<S> forced() {
        return new RestoreState<>(state, true);
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

    @Override
    public Plan plan(S actual, Machine machine, Pending pending) {
        Plan plan = state.plan(actual, machine, pending);
        return force && plan.obstacle().isPresent()
                ? Plan.NOTHING.warning(
                        label() + " stays as it is: " + plan.obstacle().get().reason())
                : plan;
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
