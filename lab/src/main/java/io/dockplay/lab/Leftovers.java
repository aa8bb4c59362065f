package io.dockplay.lab;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What labs left behind: found by the labels that every container and network of a lab carries. */
public final class Leftovers {
    private static final String LAB = "io.dockplay.lab";
    private static final String OWNER = "io.dockplay.lab.owner";
    /** How the names of containers end that shall stay. */
    static final String KEPT = "-kept";

    private Leftovers() {}

    /** Removes the labs that were kept, and abandoned ones; not those that a process works with. Tells how many containers. */
    public static int removeKept(Engine engine) {
        return removeKept(engine, lab -> true);
    }

    /** The same, of some labs only. */
    static int removeKept(Engine engine, Predicate<String> which) {
        return remove(
                engine,
                container -> which.test(lab(container.getLabels()))
                        && (isKept(container) || !isAlive(owner(container.getLabels()))));
    }

    /** Removes what a process left that ended without cleaning up; kept labs stay. */
    static int removeAbandoned(Engine engine) {
        return remove(engine, container -> !isKept(container) && !isAlive(owner(container.getLabels())));
    }

    static Map<String, String> labels(String id) {
        ProcessHandle self = ProcessHandle.current();
        return Map.of(LAB, id, OWNER, owner(self));
    }

    private static int remove(Engine engine, Predicate<Container> chosen) {
        Containers containers = new Containers(engine.client());
        List<Container> found =
                engine.client().listContainersCmd().withShowAll(true).withLabelFilter(List.of(LAB)).exec().stream()
                        .toList();
        List<Container> removed = found.stream().filter(chosen).toList();
        removed.forEach(container -> containers.remove(container.getId()));
        Set<String> gone =
                removed.stream().map(container -> lab(container.getLabels())).collect(Collectors.toSet());
        Set<String> remaining = found.stream()
                .filter(container -> !removed.contains(container))
                .map(container -> lab(container.getLabels()))
                .collect(Collectors.toSet());
        for (Network network : engine.client().listNetworksCmd().exec()) {
            Map<String, String> labels = network.getLabels();
            if (labels != null && labels.containsKey(LAB)) {
                String id = lab(labels);
                if (!remaining.contains(id) && (gone.contains(id) || !isAlive(owner(labels)))) {
                    removeNetwork(engine, network.getId());
                    Folders.remove(Places.cache().resolve(id));
                }
            }
        }
        return removed.size();
    }

    private static void removeNetwork(Engine engine, String id) {
        try {
            engine.client().removeNetworkCmd(id).exec();
        } catch (DockerException inUse) {
            // A container of somebody else's is in it; a later run tries again.
        }
    }

    private static boolean isKept(Container container) {
        return List.of(container.getNames()).stream().anyMatch(name -> name.endsWith(KEPT));
    }

    /** A process is told by its number and the moment of its start, for numbers come again. */
    private static String owner(ProcessHandle process) {
        return process.pid() + "@" + process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static String lab(Map<String, String> labels) {
        return String.valueOf(labels.get(LAB));
    }

    private static String owner(Map<String, String> labels) {
        return String.valueOf(labels.get(OWNER));
    }

    private static boolean isAlive(String owner) {
        String pid = owner.replaceFirst("@.*", "");
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .map(process -> owner(process).equals(owner))
                        .orElse(false);
    }
}
