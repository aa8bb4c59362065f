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
 * Restores the value that a parameter of the running kernel had before dockplay.
 *
 * @param name the parameter
 * @param former the former value
 * @param set the value that dockplay has set; one that somebody else has set since stays
 */
record RestoreKernelParameter(String name, String former, String set) implements Restore<RestoreKernelParameter.State> {

    /**
     * The actual value of the parameter.
     *
     * @param value the kernel's value; empty when it no longer knows the parameter
     */
    record State(String value) {}

    /** Probes a parameter of the running kernel. */
    static Script probe(String name) {
        return Script.of("""
                parameter={}
                answer known; if [ -e "$parameter" ]; then echo yes; fi
                answer value; cat "$parameter\"""", SysctlModule.procFile(name));
    }

    /** Sets a parameter of the running kernel. */
    static Script set(String name, String value) {
        return Script.of("printf '%s\\n' {} >{}", value, SysctlModule.procFile(name));
    }

    @Override
    public RestoreKernelParameter forced() {
        return this;
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Script probe(Machine machine) {
        return probe(name);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(SysctlModule.plain(probeOutput.text("value")));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        boolean isOurs = actual.value().equals(set);
        return isOurs && !set.equals(former)
                ? Plan.of(List.of(Change.of(SysctlModule.KERNEL, set, former)), set(name, former))
                : Plan.NOTHING;
    }
}
