package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * Restores a port to open or closed, as it was before dockplay; it does nothing when no firewall runs any more.
 *
 * @param label what people call it
 * @param rule the rule that opens it
 * @param now whether it was open; none when dockplay did not change that
 * @param boot whether it was open after a boot; none when dockplay did not change that
 */
record RestoreFirewallPort(String label, FirewallRule rule, Optional<Boolean> now, Optional<Boolean> boot)
        implements Restore<FirewallState> {

    @Override
    public RestoreFirewallPort forced() {
        return this;
    }

    @Override
    public List<String> writes() {
        return List.of(FirewallState.SAVED);
    }

    @Override
    public Script probe(Machine machine) {
        return FirewallState.probe(rule, machine);
    }

    @Override
    public FirewallState read(ProbeOutput probeOutput) {
        return FirewallState.read(probeOutput);
    }

    @Override
    public Plan plan(FirewallState actual, Machine machine, PendingChanges pendingChanges) {
        return actual.kind() == FirewallState.Kind.NONE
                ? Plan.NOTHING.warning(
                        Message.of("the rule for %s stays where it is saved: no firewall runs any more", label))
                : actual.plan(rule, now, boot, machine, pendingChanges);
    }
}
