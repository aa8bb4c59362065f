package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * The containers that use a network or a volume, which therefore cannot go; those that do not run count too.
 *
 * @param names the containers' names
 */
record ContainerUsers(List<String> names) {

    ContainerUsers {
        names = List.copyOf(names);
    }

    /** Probes the users of a network, behind {@link DockerEngine#probe}. */
    static Script probeOfNetwork(String name) {
        return probe("network=" + name);
    }

    /** Probes the users of a volume, behind {@link DockerEngine#probe}. */
    static Script probeOfVolume(String name) {
        return probe("volume=" + name);
    }

    private static Script probe(String filter) {
        return Script.of("""
                if [ -n "$asked" ]; then answer users; timeout 30 docker ps -a --filter {} --format '{{.Names}}'; fi""", filter);
    }

    static ContainerUsers read(ProbeOutput probeOutput) {
        return new ContainerUsers(probeOutput.lines("users"));
    }

    /**
     * Plans changes for which no container may use the thing; where earlier tasks take the containers away, after these.
     *
     * @param what the thing, such as "the network shop"
     */
    Plan free(Message what, List<Change> changes, Script script, PendingChanges pendingChanges) {
        List<String> staying = names.stream()
                .filter(name -> taskOf(name, pendingChanges).isEmpty())
                .toList();
        if (!staying.isEmpty()) {
            return Plan.blocked(
                    changes,
                    Blocker.of(
                            Message.of("containers use %s: %s; remove them first", what, String.join(", ", staying)),
                            Prerequisite.the(Prerequisite.Kind.CONTAINERS)));
        }
        Plan plan = Plan.of(changes, script);
        return names.stream()
                .map(name -> taskOf(name, pendingChanges))
                .flatMap(Optional::stream)
                .reduce((first, last) -> last)
                .map(plan::after)
                .orElse(plan);
    }

    private static Optional<String> taskOf(String name, PendingChanges pendingChanges) {
        return pendingChanges.writerOf(DockerContainers.resource(name));
    }
}
