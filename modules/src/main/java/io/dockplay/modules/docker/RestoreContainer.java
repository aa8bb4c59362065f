package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * Restores a container to what it was before {@link DockerContainerModule}: absent, running or stopped.
 *
 * @param name the container's name
 * @param former absent, started, stopped or paused; none when that did not change
 * @param madeAnew whether dockplay replaced another container of that name
 * @param force whether a container that somebody else has created since is removed
 */
public record RestoreContainer(String name, Optional<String> former, boolean madeAnew, boolean force)
        implements Restore<RestoreContainer.State> {

    /**
     * The actual state of the container.
     *
     * @param container the container
     */
    record State(DockerContainerState container) {}

    @Override
    public RestoreContainer forced() {
        return new RestoreContainer(name, former, madeAnew, true);
    }

    @Override
    public String label() {
        return "container " + name;
    }

    @Override
    public List<String> writes() {
        return List.of(DockerContainers.resource(name));
    }

    @Override
    public Script probe(Machine machine) {
        return DockerContainerState.probe(name);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(DockerContainerState.read(probeOutput));
    }

    @Override
    public Plan plan(State state, Machine machine, PendingChanges pendingChanges) {
        DockerContainerState actual = state.container();
        boolean wasAbsent = former.equals(Optional.of(Change.ABSENT));
        Optional<Blocker> blocker = actual.engine().blocker();
        if (!actual.engine().installed() || (blocker.isEmpty() && !actual.isThere())) {
            return Plan.NOTHING;
        }
        if (blocker.isPresent()) {
            return Plan.blocked(
                    List.of(Change.of(DockerContainerModule.STATE, "unknown", former.orElse("as before"))),
                    blocker.get());
        }
        Plan plan = wasAbsent ? removal(actual) : activity(actual);
        return madeAnew && !wasAbsent
                ? plan.warning(Message.of("the container %s stays as dockplay made it: the one before is gone", name))
                : plan;
    }

    private Plan removal(DockerContainerState actual) {
        List<Change> changes = List.of(Change.of(DockerContainerModule.STATE, actual.activity(), Change.ABSENT));
        return actual.configuration().isEmpty() && !force
                ? Plan.blocked(
                        changes,
                        Message.of(
                                "the container %s is another one than dockplay made, so it is left; --force removes it",
                                name))
                : Plan.of(changes, ContainerScripts.remove(name));
    }

    private Plan activity(DockerContainerState actual) {
        boolean ran = !former.orElse(actual.activity()).equals(DockerContainerState.STOPPED);
        if (former.isEmpty() || ran == actual.runs()) {
            return Plan.NOTHING;
        }
        return Plan.of(
                List.of(Change.of(
                        DockerContainerModule.STATE,
                        actual.activity(),
                        ran ? DockerContainerState.RUNNING : DockerContainerState.STOPPED)),
                ran ? Script.of("docker start {}", name) : ContainerScripts.stop(name));
    }
}
