package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;

/**
 * Restores a module of the kernel to loaded or not, as it was before dockplay.
 *
 * @param name the module
 * @param wasLoaded whether it was loaded
 */
record RestoreKernelModule(String name, boolean wasLoaded) implements Restore<RestoreKernelModule.State> {

    /**
     * The actual state of the module.
     *
     * @param isLoaded whether it is loaded
     * @param isUsed whether something uses it
     */
    record State(boolean isLoaded, boolean isUsed) {}

    @Override
    public RestoreKernelModule forced() {
        return this;
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Script probe(Machine machine) {
        return Script.of("answer loaded; grep {} /proc/modules", "^" + name.replace('-', '_') + " ");
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        String[] words = probeOutput.text("loaded").split("\\s+", -1);
        return new State(words.length > 3, words.length > 3 && !words[2].equals("0"));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (actual.isLoaded() == wasLoaded) {
            return Plan.NOTHING;
        }
        if (wasLoaded) {
            return Plan.of(
                    List.of(Change.of(name, KernelModuleModule.NOT_LOADED, KernelModuleModule.LOADED)),
                    Script.of("modprobe {}", name));
        }
        return actual.isUsed()
                ? Plan.NOTHING.warning(
                        Message.of("the module %s stays loaded until the next boot, because it is in use", name))
                : Plan.of(
                        List.of(Change.of(name, KernelModuleModule.LOADED, KernelModuleModule.NOT_LOADED)),
                        Script.of("modprobe -r {}", name));
    }
}
