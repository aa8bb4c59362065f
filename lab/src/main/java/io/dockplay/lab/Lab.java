package io.dockplay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A throw-away fleet that is up: hosts, an RPM repository and a registry mirror, in a network of their own.
 *
 * <pre>{@code
 * try (Lab lab = Lab.start(1, 1, System.err::println)) {
 *     LabHost host = lab.hosts().get(0);
 *     Files.writeString(inventory, lab.inventory());
 * }
 * }</pre>
 */
public final class Lab implements AutoCloseable {
    private final LabFleet fleet;
    private final SshKey key;
    private final Path folder;
    private final List<LabHost> hosts;
    private final String repository;
    private final String registry;
    private final Thread cleaner;
    private final boolean isGuest;

    private Lab(LabFleet fleet, SshKey key, Path folder, Thread cleaner, HostCounts counts) {
        this.fleet = fleet;
        this.key = key;
        this.folder = folder;
        this.cleaner = cleaner;
        this.isGuest = false;
        this.repository = fleet.server("repository", List.of("repository"));
        this.registry = fleet.server("registry", List.of("mirror", "registry"));
        this.hosts = fleet.hosts(counts, key);
    }

    private Lab(Lab shared, Path folder, List<LabHost> hosts) {
        this.fleet = shared.fleet;
        this.key = shared.key;
        this.folder = folder;
        this.cleaner = shared.cleaner;
        this.isGuest = true;
        this.repository = shared.repository;
        this.registry = shared.registry;
        this.hosts = hosts;
    }

    /**
     * Brings a fleet up, with all that it needs: an engine, the images.
     *
     * @param counts how many hosts of each kind
     * @param progress told what takes a while, a line each time
     * @throws LabUnavailable when it cannot come up; nothing is left behind then
     */
    public static Lab start(HostCounts counts, Consumer<String> progress) {
        Engine engine = OneByOne.make(() -> Engine.ensure(progress));
        Images images = OneByOne.make(() -> Images.ensure(engine, progress));
        OneByOne.make(() -> Leftovers.removeAbandoned(engine));
        InotifyLimits.ofThisMachine().allow(Leftovers.up(engine) + counts.withSystemd(), progress);
        progress.accept("starting " + counts + " …");
        LabFleet fleet = LabFleet.create(engine, images);
        Path folder = Places.cache().resolve(fleet.id());
        Thread cleaner = new Thread(() -> remove(fleet, folder), "lab-cleaner");
        // Not only close(): an interrupt must not leave containers behind.
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            Files.createDirectories(folder);
            Lab lab = new Lab(fleet, SshKey.generate(folder.resolve("key")), folder, cleaner, counts);
            lab.write();
            return lab;
        } catch (IOException e) {
            abandon(fleet, folder, cleaner);
            throw unwritten(folder, e);
        } catch (RuntimeException e) {
            abandon(fleet, folder, cleaner);
            throw e;
        }
    }

    /** Brings up a fleet of so many hosts like CentOS 7, and so many like CentOS 6. */
    public static Lab start(int centos7, int centos6, Consumer<String> progress) {
        return start(new HostCounts(centos7, centos6, 0), progress);
    }

    /**
     * Fresh hosts beside the repository, the registry mirror and the network of this lab; closing it removes only these hosts.
     *
     * <p>They have the names that the first hosts have, and an inventory of their own.
     */
    public Lab withFreshHosts(int centos7, int centos6) {
        List<LabHost> fresh = fleet.hosts(new HostCounts(centos7, centos6, 0), key);
        try {
            Lab lab = new Lab(this, Files.createTempDirectory(folder, "hosts"), fresh);
            lab.write();
            return lab;
        } catch (IOException e) {
            fleet.remove(fresh);
            throw unwritten(folder, e);
        }
    }

    private void write() throws IOException {
        Files.writeString(knownHostsFile(), knownHosts());
        Files.writeString(inventoryFile(), inventory());
    }

    private static LabUnavailable unwritten(Path folder, IOException e) {
        return new LabUnavailable("the lab's files cannot be written below " + folder + ": " + e, e);
    }

    String id() {
        return fleet.id();
    }

    /** The hosts, those like CentOS 7 first. */
    public List<LabHost> hosts() {
        return hosts;
    }

    /** The hosts of one release. */
    public List<LabHost> hosts(Release release) {
        return hosts.stream().filter(host -> host.release() == release).toList();
    }

    /** Where the hosts find the RPM packages; docker-ce.repo lies at its top. */
    public String repositoryUrl() {
        return "http://repository";
    }

    /** The registry mirror as the hosts see it; it holds library/hello-world. */
    public String mirrorUrl() {
        return "http://mirror";
    }

    /** The mirror's access log, with the address of the host that asked. */
    public String registryLog() {
        return fleet.containers().log(registry);
    }

    /** The RPM repository's access log. */
    public String repositoryLog() {
        return fleet.containers().log(repository);
    }

    /** The private key of the user ops on every host. */
    public Path keyFile() {
        return key.file();
    }

    /** The hosts' keys as the lines of a known_hosts file. */
    public String knownHosts() {
        List<String> lines = new ArrayList<>();
        for (LabHost host : hosts) {
            for (String hostKey : host.hostKeys()) {
                lines.add("[127.0.0.1]:" + host.port() + " " + hostKey + "\n");
            }
        }
        return String.join("", lines);
    }

    /** A file with {@link #knownHosts()}; it goes with the lab. */
    public Path knownHostsFile() {
        return folder.resolve("known_hosts");
    }

    /** An inventory in YAML with the hosts, how to log in, and the variables that point the playbooks at this lab. */
    public String inventory() {
        return LabInventory.of(this);
    }

    /** A file with {@link #inventory()}; it goes with the lab. */
    public Path inventoryFile() {
        return folder.resolve("hosts.yml");
    }

    /** Lets the fleet and its files stay when this is closed and when the program ends, until {@link Leftovers#removeKept}. */
    public void keep() {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        fleet.keep();
    }

    /** Removes all that was started, unless it is kept. */
    @Override
    public void close() {
        if (fleet.isKept()) {
            return;
        }
        if (isGuest) {
            fleet.remove(hosts);
            Folders.remove(folder);
        } else {
            abandon(fleet, folder, cleaner);
        }
    }

    private static void abandon(LabFleet fleet, Path folder, Thread cleaner) {
        remove(fleet, folder);
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException stopping) {
            // The program is ending: the hook itself is at it.
        }
    }

    private static void remove(LabFleet fleet, Path folder) {
        fleet.remove();
        Folders.remove(folder);
    }
}
