package io.dockplay.modules.system;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Former;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Script;
import java.util.List;

/**
 * Whether SELinux enforced its policy before dockplay; what somebody else has set since stays.
 *
 * @param former {@code enforcing} or {@code permissive}
 * @param set what dockplay has set
 */
record RestoreSelinux(String former, String set) implements Former<RestoreSelinux.State> {

    /**
     * What it does now.
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
        return SelinuxModule.look();
    }

    @Override
    public State read(Answers answers) {
        return new State(SelinuxModule.now(answers));
    }

    @Override
    public Plan plan(State actual, Machine machine, Pending pending) {
        return actual.now().equals(set) && !set.equals(former)
                ? Plan.of(List.of(Change.of(SelinuxModule.NOW, set, former)), SelinuxModule.set(former))
                : Plan.NOTHING;
    }
}
