package io.dockplay.modules.services;

import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;
import io.dockplay.resource.SharedProbe;
import java.util.List;
import java.util.Optional;

/** The commands with which a machine's init system manages one service. */
interface ServiceManager {

    /** Returns the service manager of a machine for one service. */
    static ServiceManager of(Machine machine, String name) {
        String plain = name.replaceFirst("\\.service$", "");
        return machine.init() == InitSystem.SYSTEMD ? new Systemd(plain) : new Sysv(plain);
    }

    /** Probes the service and these files' times; {@link ServiceState#read} reads the answers. */
    Script probe(List<String> files);

    /** The same probe, where a part of it can be asked together with others. */
    default Optional<SharedProbe> sharedProbe(List<String> files) {
        return Optional.empty();
    }

    /** Makes the init system read the actual unit files. */
    Script reloadUnits();

    /** Enables or disables the start at boot. */
    Script enable(boolean wanted);

    /** Starts, stops, restarts or reloads the service, and prints its own output when that fails. */
    Script act(String verb);

    /**
     * Probes the times of files, and the clocks to compare them with.
     *
     * <p>Find's own file in /proc is as old as find, so its time is the present one. The kernel counts a process's age in
     * hundredths of a second on every architecture that CentOS has.
     */
    static Script times(List<String> files) {
        return files.isEmpty() ? Script.NOTHING : Script.of("""
                        times=$(exec find -L /proc/self/stat {} -maxdepth 0 -printf '%C@ %p\\n')
                        read -r uptime _ </proc/uptime
                        answer clock; printf '%s\\n%s\\n100\\n' "${times%% *}" "$uptime"
                        answer files; printf '%s\\n' "${times#*/proc/self/stat}\"""", files);
    }
}
