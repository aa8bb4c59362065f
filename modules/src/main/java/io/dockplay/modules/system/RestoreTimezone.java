package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;

/**
 * Restores the /etc/localtime that a host had before dockplay; a time zone that somebody else has set since stays.
 *
 * @param given the zone that dockplay has set
 * @param file the former file or link
 */
record RestoreTimezone(String given, RestoreFile file) implements Restore<RestoreTimezone.State> {

    /**
     * The actual time zone.
     *
     * @param zone the zone that the host has
     * @param localtime the actual state of /etc/localtime, and what was kept of it
     */
    record State(String zone, RestoreFile.State localtime) {}

    @Override
    public RestoreTimezone forced() {
        return new RestoreTimezone(given, file.forced());
    }

    @Override
    public String label() {
        return given;
    }

    @Override
    public Script probe(Machine machine) {
        return file.probe(machine).then(Script.of("answer zone; readlink {} || :", TimezoneModule.LOCALTIME));
    }

    @Override
    public State read(ProbeOutput output) {
        return new State(TimezoneState.zone(output.text("zone")), file.read(output));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pending) {
        if (!file.force() && !actual.zone().equals(given)) {
            return Plan.NOTHING.warning(Message.of("the time zone was set to %s since, so it stays", actual.zone()));
        }
        return file.plan(actual.localtime(), machine, pending);
    }

    @Override
    public List<String> writes() {
        return file.writes();
    }
}
