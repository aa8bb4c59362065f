package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * Restores a network to what it was before {@link DockerNetworkModule}: absent, or made with its former options.
 *
 * @param name the network's name
 * @param former the former options, as {@link DockerJson} writes a {@link NetworkSpec}; none when it was absent
 * @param force whether a network that somebody else has made since goes too
 */
record RestoreNetwork(String name, Optional<String> former, boolean force) implements Restore<RestoreNetwork.State> {

    /**
     * The actual state of the network.
     *
     * @param network the network
     */
    record State(DockerNetworkState network) {}

    @Override
    public RestoreNetwork forced() {
        return new RestoreNetwork(name, former, true);
    }

    @Override
    public String label() {
        return "network " + name;
    }

    @Override
    public Script probe(Machine machine) {
        return DockerNetworkState.probe(name);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(DockerNetworkState.read(name, probeOutput));
    }

    @Override
    public Plan plan(State found, Machine machine, PendingChanges pendingChanges) {
        DockerNetworkState actual = found.network();
        Optional<NetworkSpec> wanted = former.map(text -> DockerJson.read(text, NetworkSpec.class));
        if (!actual.engine().installed()) {
            return Plan.NOTHING;
        }
        String to = wanted.isPresent() ? "as it was before" : Change.ABSENT;
        Optional<Blocker> blocker = actual.engine().blocker();
        if (blocker.isPresent()) {
            return Plan.blocked(List.of(Change.of(DockerNetworkModule.STATE, "unknown", to)), blocker.get());
        }
        boolean isBack = wanted.map(spec -> actual.isThere() && actual.spec().equals(spec))
                .orElse(!actual.isThere());
        if (isBack) {
            return Plan.NOTHING;
        }
        List<Change> changes = List.of(
                Change.of(DockerNetworkModule.STATE, actual.isThere() ? RecordedChange.PRESENT : Change.ABSENT, to));
        Script create = wanted.map(spec -> spec.create(name)).orElse(Script.NOTHING);
        if (!actual.isThere()) {
            return Plan.of(changes, create);
        }
        if (!actual.isOurs() && !force) {
            return Plan.blocked(
                    changes,
                    Message.of(
                            "the network %s is another one than dockplay made, so it is left; --force replaces it",
                            name));
        }
        return actual.users()
                .free(
                        Message.of("the network %s", name),
                        changes,
                        Script.of("docker network rm {}", name).then(create),
                        pendingChanges);
    }
}
