package io.dockplay.modules.commands;

import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * Fails with a message; it is used with {@code when}.
 *
 * <pre>{@code
 * fail: {msg: Docker needs a newer kernel than 2.6.32-431.}
 * }</pre>
 *
 * @param msg why
 */
public record FailModule(Optional<String> msg) implements Resource<FailModule.State> {

    /** Nothing is looked at on the host. */
    public record State() {}

    @Override
    public String label() {
        return msg.orElse("");
    }

    @Override
    public Script probe(Machine machine) {
        return Script.NOTHING;
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State();
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        return Plan.blocked(List.of(), msg.orElse("the playbook says so"));
    }
}
