package io.dockplay.modules.services;

import io.dockplay.message.Message;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.WarningProbe;
import java.util.List;

/** Warns of the containers that still run before the daemon is stopped or removed; only an uninstall makes one. */
public record RunningContainers() implements WarningProbe<RunningContainers.State> {

    /** The prefixes of the names of Docker's packages. */
    private static final List<String> PACKAGES = List.of("docker-ce", "docker-ee", "docker-io", "docker-engine");

    /**
     * The containers that run.
     *
     * @param names the containers' names
     */
    record State(List<String> names) {}

    public static boolean wouldEndWith(String name) {
        return name.equals("docker") || PACKAGES.contains(name);
    }

    @Override
    public String label() {
        return "running containers";
    }

    /** Probes the names, the last word of each line, because Docker 1.7 has no {@code --format}. */
    @Override
    public Script probe(Machine machine) {
        return Script.of("""
                answer names
                if command -v docker >/dev/null; then timeout 20 docker ps | sed -n '2,$s/.* //p'; fi""");
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(probeOutput.lines("names"));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        int count = actual.names().size();
        String names = String.join(", ", actual.names());
        return count == 0
                ? Plan.NOTHING
                : Plan.NOTHING.warning(
                        count == 1
                                ? Message.of("%d container still runs and will be stopped: %s", count, names)
                                : Message.of("%d containers still run and will be stopped: %s", count, names));
    }
}
