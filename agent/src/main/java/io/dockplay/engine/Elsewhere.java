package io.dockplay.engine;

import io.dockplay.problem.Problem;
import io.dockplay.resource.Machine;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The other hosts on which a host's tasks are done, each connected to when it is first needed. */
final class Elsewhere implements AutoCloseable {

    /** A host that has answered. */
    record Reached(Shells shells, Machine machine) {}

    private final Target target;
    private final Map<String, Reached> reached = new HashMap<>();

    Elsewhere(Target target) {
        this.target = target;
    }

    /**
     * Another host.
     *
     * @throws Unreachable when the inventory has none of the name, or it does not answer
     */
    Reached reach(String host, boolean root) throws Unreachable, BecomeRefused {
        Reached known = reached.get(host);
        if (known != null) {
            return known;
        }
        Optional<Target> other = target.others().named(host);
        if (other.isEmpty()) {
            throw new Unreachable(Problem.of(
                    "there is no host \"" + host + "\" to do a task on",
                    "delegate_to names a host of the inventory, or localhost."));
        }
        try {
            Shells shells = Shells.open(other.get());
            Reached now = new Reached(shells, Shells.machine(shells.facts(root)));
            reached.put(host, now);
            return now;
        } catch (Unreachable e) {
            throw new Unreachable(Problem.of(
                    "delegate_to " + host + ": " + e.problem().what(),
                    e.problem().advice()));
        }
    }

    @Override
    public void close() {
        reached.values().forEach(each -> each.shells().close());
    }
}
