package io.dockplay.lab;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Removes what labs have left. It finds them by the labels of every container and network of a lab. */
public final class Leftovers {
    private static final String LAB = "io.dockplay.lab";
    private static final String OWNER = "io.dockplay.lab.owner";
    /** The end of the name of a container that is kept. */
    static final String KEPT = "-kept";

    private Leftovers() {}

    /** Removes kept and abandoned labs, but none that a process uses; returns the number of containers. */
    public static int removeKept(Engine engine) {
        return removeKept(engine, lab -> true);
    }

    /**
     * Removes one kept lab; returns the number of containers.
     *
     * @param inventory the lab's own, as {@link Lab#inventoryFile()} says
     * @throws LabUnavailable when it is no kept lab's
     */
    public static int removeKept(Engine engine, Path inventory) {
        Path folder = inventory.toAbsolutePath().normalize().getParent();
        int removed = folder == null || !Places.cache().toAbsolutePath().equals(folder.getParent())
                ? 0
                : removeKept(engine, folder.getFileName().toString()::equals);
        if (removed == 0) {
            throw new LabUnavailable(inventory + " is not the inventory of a lab that --keep has left"
                    + "\n  Those inventories are below " + Places.cache()
                    + "; without one, --remove-kept removes all that were left.");
        }
        return removed;
    }

    /** Removes those kept and abandoned labs whose id matches. */
    static int removeKept(Engine engine, Predicate<String> which) {
        return remove(
                engine,
                container -> which.test(lab(container.getLabels()))
                        && (isKept(container) || !isAlive(owner(container.getLabels()))));
    }

    /** Removes the labs of processes that ended without removing them; kept labs stay. */
    static int removeAbandoned(Engine engine) {
        return remove(engine, container -> !isKept(container) && !isAlive(owner(container.getLabels())));
    }

    /** How many containers of all labs are up. */
    static int up(Engine engine) {
        return engine.client()
                .listContainersCmd()
                .withLabelFilter(List.of(LAB))
                .exec()
                .size();
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
            // Another container is in the network; a later run tries again.
        }
    }

    private static boolean isKept(Container container) {
        return List.of(container.getNames()).stream().anyMatch(name -> name.endsWith(KEPT));
    }

    /** Identifies a process by its number and the time of its start, because numbers are used again. */
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
