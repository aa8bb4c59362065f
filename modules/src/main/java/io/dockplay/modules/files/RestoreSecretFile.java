package io.dockplay.modules.files;

import io.dockplay.resource.KeptPlaces;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * Restores a file without showing anything of its content.
 *
 * @param file the file
 */
public record RestoreSecretFile(RestoreFile file) implements Restore<RestoreFile.State> {

    @Override
    public RestoreSecretFile forced() {
        return new RestoreSecretFile(file.forced());
    }

    @Override
    public List<Resource<?>> at(KeptPlaces keptPlaces) {
        return file.at(keptPlaces).stream()
                .<Resource<?>>map(each -> new RestoreSecretFile((RestoreFile) each))
                .toList();
    }

    @Override
    public String label() {
        return file.label();
    }

    @Override
    public List<String> writes() {
        return file.writes();
    }

    @Override
    public Script probe(Machine machine) {
        return file.probe(machine);
    }

    @Override
    public RestoreFile.State read(ProbeOutput probeOutput) {
        return file.read(probeOutput);
    }

    @Override
    public Plan plan(RestoreFile.State actual, Machine machine, PendingChanges pendingChanges) {
        Plan plan = file.plan(actual, machine, pendingChanges);
        return new Plan(
                plan.changes().stream()
                        .map(change -> change.with(Optional.empty(), Optional.empty()))
                        .toList(),
                plan.script(),
                plan.blocker(),
                plan.warnings());
    }
}
