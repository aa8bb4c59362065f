package io.dockplay.modules.services;

import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;
import java.util.List;

/** The commands with which a machine's init system manages one service. */
interface ServiceManager {

    /** Returns the service manager of a machine for one service. */
    static ServiceManager of(Machine machine, String name) {
        String plain = name.replaceFirst("\\.service$", "");
        return machine.init() == InitSystem.SYSTEMD ? new Systemd(plain) : new Sysv(plain);
    }

    /** Probes the service and these files' times; {@link ServiceState#read} reads the answers. */
    Script probe(List<String> files);

    /** Makes the init system read the actual unit files. */
    Script reloadUnits();

    /** Enables or disables the start at boot. */
    Script enable(boolean wanted);

    /** Starts, stops, restarts or reloads the service, and prints its own output when that fails. */
    Script act(String verb);

    /** Probes the times of files, and the clocks to compare them with. */
    static Script times(List<String> files) {
        return files.isEmpty() ? Script.NOTHING : Script.of("""
                        answer clock; date +%s.%N; cat /proc/uptime; getconf CLK_TCK
                        answer files; find -L {} -maxdepth 0 -printf '%C@ %p\\n'""", files);
    }
}
