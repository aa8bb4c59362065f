package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;

/**
 * Removes a volume that {@link DockerVolumeModule} has made; one that holds data by now stays, unless forced.
 *
 * @param name the volume's name
 * @param force whether its data go too, and a volume that somebody else has made since
 */
record RestoreVolume(String name, boolean force) implements Restore<RestoreVolume.State> {

    /**
     * The actual state of the volume.
     *
     * @param volume the volume
     */
    record State(DockerVolumeState volume) {}

    @Override
    public RestoreVolume forced() {
        return new RestoreVolume(name, true);
    }

    @Override
    public String label() {
        return "volume " + name;
    }

    @Override
    public Script probe(Machine machine) {
        return DockerVolumeState.probe(name);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(DockerVolumeState.read(probeOutput));
    }

    @Override
    public Plan plan(State found, Machine machine, PendingChanges pendingChanges) {
        DockerVolumeState actual = found.volume();
        Plan removal = DockerVolumeModule.removal(name, actual, pendingChanges);
        if (removal.isNothing() || removal.blocker().isPresent() || force) {
            return removal;
        }
        if (!actual.isOurs()) {
            return Plan.blocked(
                    removal.changes(),
                    Message.of(
                            "the volume %s is another one than dockplay made, so it is left; --force removes it",
                            name));
        }
        return actual.isEmpty()
                ? removal
                : Plan.blocked(
                        removal.changes(),
                        Message.of(
                                "the volume %s holds data that dockplay did not bring, so it is left (%s); --force removes "
                                        + "it with them",
                                name, actual.place()));
    }
}
