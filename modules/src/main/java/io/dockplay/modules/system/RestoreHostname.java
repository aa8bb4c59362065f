package io.dockplay.modules.system;

import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Restores the name that a host had before dockplay; a name that somebody else has set since stays.
 *
 * @param given the name that dockplay has set
 * @param atBoot the former name in /etc/hostname; none where that was not changed
 * @param now the former name in the kernel; none where that was not changed
 */
record RestoreHostname(String given, Optional<String> atBoot, Optional<String> now)
        implements Restore<RestoreHostname.State> {

    /**
     * The actual names of the host.
     *
     * @param file the name in /etc/hostname
     * @param kernel the name in the running kernel
     */
    record State(String file, String kernel) {}

    @Override
    public RestoreHostname forced() {
        return this;
    }

    @Override
    public String label() {
        return given;
    }

    @Override
    public Script probe(Machine machine) {
        return Script.of("""
                answer file; cat {}
                answer kernel; cat /proc/sys/kernel/hostname""", HostnameModule.HOSTNAME_FILE);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(probeOutput.text("file"), probeOutput.text("kernel"));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        List<Change> changes = new ArrayList<>();
        Script script = Script.NOTHING;
        if (atBoot.isPresent() && actual.file().equals(given)) {
            String former = atBoot.get();
            changes.add(Change.of(HostnameModule.HOSTNAME_FILE, given, former));
            script = former.equals(Change.ABSENT)
                    ? Script.of("rm -f {}", HostnameModule.HOSTNAME_FILE)
                    : Script.of("printf '%s\\n' {} >{}", former, HostnameModule.HOSTNAME_FILE);
        }
        if (now.isPresent() && actual.kernel().equals(given)) {
            changes.add(Change.of(HostnameModule.NOW, given, now.get()));
            script = script.then(Script.of("hostname {}", now.get()));
        }
        return Plan.of(changes, script);
    }
}
