package io.dockplay.modules.system;

import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;

/**
 * Restores whether SELinux enforces its policy; what somebody else has set since stays.
 *
 * @param former {@code enforcing} or {@code permissive}
 * @param set the mode that dockplay has set
 */
record RestoreSelinux(String former, String set) implements Restore<RestoreSelinux.State> {

    /**
     * The actual mode of SELinux.
     *
     * @param now {@code enforcing}, {@code permissive} or {@code disabled}
     */
    record State(String now) {}

    @Override
    public RestoreSelinux forced() {
        return this;
    }

    @Override
    public String label() {
        return "SELinux";
    }

    @Override
    public Script probe(Machine machine) {
        return SelinuxModule.probeMode();
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(SelinuxModule.now(probeOutput));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        return actual.now().equals(set) && !set.equals(former)
                ? Plan.of(List.of(Change.of(SelinuxModule.NOW, set, former)), SelinuxModule.set(former))
                : Plan.NOTHING;
    }
}
