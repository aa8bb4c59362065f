package io.dockplay.modules.base;

import io.dockplay.message.Message;
import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.List;
import java.util.Optional;

/**
 * A resource that is probed and verified as another one is, and only plans differently.
 *
 * @param <S> what a probe finds out
 */
interface ForwardingResource<S extends Record> extends Resource<S> {

    /** The resource that it stands for. */
    Resource<S> state();

    @Override
    default String label() {
        return state().label();
    }

    @Override
    default Script probe(Machine machine) {
        return state().probe(machine);
    }

    @Override
    default S read(ProbeOutput probeOutput) {
        return state().read(probeOutput);
    }

    @Override
    default Optional<Message> verify(S before, S after, ScriptResult scriptResult, Machine machine) {
        return state().verify(before, after, scriptResult, machine);
    }

    @Override
    default List<String> writes() {
        return state().writes();
    }
}
