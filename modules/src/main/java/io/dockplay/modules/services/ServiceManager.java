package io.dockplay.modules.services;

import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;
import java.util.List;

/** The commands by which a machine's init system looks after one service. */
interface ServiceManager {

    /** The one of a machine. */
    static ServiceManager of(Machine machine, String name) {
        String plain = name.replaceFirst("\\.service$", "");
        return machine.init() == InitSystem.SYSTEMD ? new Systemd(plain) : new Sysv(plain);
    }

    /** What {@link ServiceState#read} understands; the files' times only where there are files. */
    Script probe(List<String> files);

    /** Makes the unit files known as they are now. */
    Script reloadUnits();

    /** Has it started at boot, or not. */
    Script enable(boolean wanted);

    /** Starts, stops, restarts or reloads it, and ends with the service's own words when that fails. */
    Script act(String verb);

    /** What tells the times of files and the clocks to compare them with. */
    static Script times(List<String> files) {
        return files.isEmpty() ? Script.NOTHING : Script.of("""
                        answer clock; date +%s.%N; cat /proc/uptime; getconf CLK_TCK
                        answer files; find -L {} -maxdepth 0 -printf '%C@ %p\\n'""", files);
    }
}
