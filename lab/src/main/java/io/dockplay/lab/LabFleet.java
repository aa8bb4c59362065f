package io.dockplay.lab;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The containers and the network of one lab: starts them, keeps them, removes them. */
final class LabFleet {
    private static final int PORT_ATTEMPTS = 5;
    private static final ExposedPort SSH = ExposedPort.tcp(22);

    private final Containers containers;
    private final Images images;
    private final String id;
    private final Containers.Network network;
    private final Map<String, String> started = new ConcurrentHashMap<>();
    private final AtomicInteger generations = new AtomicInteger();
    private volatile boolean kept;

    private LabFleet(Containers containers, Images images, String id, Containers.Network network) {
        this.containers = containers;
        this.images = images;
        this.id = id;
        this.network = network;
    }

    static LabFleet create(Engine engine, Images images) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Containers.Network network = new Containers.Network("dockplay-lab-" + id, Leftovers.labels(id));
        engine.client()
                .createNetworkCmd()
                .withName(network.name())
                .withLabels(network.labels())
                .exec();
        return new LabFleet(new Containers(engine.client()), images, id, network);
    }

    String id() {
        return id;
    }

    Containers containers() {
        return containers;
    }

    /** Starts a container that only serves the hosts; gives its id. */
    String server(String name, List<String> aliases) {
        String image = name.equals("repository") ? images.repository() : images.registry();
        return begin(name, image, aliases, new HostConfig(), List.of(), false);
    }

    /** Starts hosts, some at once. Those of a later call have the same names, in other containers. */
    List<LabHost> hosts(HostCounts counts, SshKey key) {
        int generation = generations.incrementAndGet();
        String suffix = generation == 1 ? "" : "-" + generation;
        List<Callable<LabHost>> starts = new ArrayList<>();
        for (Release release : Release.values()) {
            for (int number = 1; number <= counts.of(release); number++) {
                String name = release.prefix() + "-" + number;
                starts.add(() -> host(release, name, name + suffix, key));
            }
        }
        return Together.untilOneFails(starts);
    }

    void keep() {
        kept = true;
        started.forEach((name, container) -> containers.rename(container, containerName(name) + Leftovers.KEPT));
    }

    boolean isKept() {
        return kept;
    }

    /** Removes some hosts; the rest of the fleet stays. */
    void remove(List<LabHost> hosts) {
        removeContainers(hosts.stream().map(LabHost::container).toList());
    }

    void remove() {
        removeContainers(List.copyOf(started.values()));
        try {
            containers.client().removeNetworkCmd(network.name()).exec();
        } catch (NotFoundException gone) {
            // That is what was wanted.
        }
    }

    private void removeContainers(List<String> all) {
        Together.all(all.stream()
                .map(container -> (Runnable) () -> containers.remove(container))
                .toList());
        started.values().removeAll(all);
    }

    private LabHost host(Release release, String name, String unique, SshKey key) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                String container = begin(
                        unique,
                        images.of(release),
                        List.of(name),
                        hostConfig(release, port),
                        environment(release, key),
                        release != Release.CENTOS_6);
                return new LabHost(containers, container, release, name, port, key.file());
            } catch (DockerException e) {
                String message = String.valueOf(e.getMessage());
                boolean taken = message.contains("already allocated") || message.contains("already in use");
                if (!taken || attempt == PORT_ATTEMPTS) {
                    throw new LabUnavailable("lab host " + name + " cannot be started: " + message, e);
                }
            }
        }
    }

    private static List<String> environment(Release release, SshKey key) {
        String login = "LAB_KEY=" + key.publicLine();
        return release == Release.CENTOS_7_LIGHT ? List.of(login, "LAB_KIND=light") : List.of(login);
    }

    private String begin(
            String name,
            String image,
            List<String> aliases,
            HostConfig config,
            List<String> environment,
            boolean console) {
        String container = containers.start(containerName(name), image, network, aliases, config, environment, console);
        started.put(name, container);
        return container;
    }

    private String containerName(String name) {
        return network.name() + "-" + name;
    }

    /** What an engine inside a container needs, and no more: a fully privileged container is not possible everywhere. */
    private static HostConfig hostConfig(Release release, int port) {
        HostConfig config = new HostConfig()
                .withPortBindings(new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), SSH))
                .withCapAdd(Capability.SYS_ADMIN, Capability.NET_ADMIN)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withCgroupnsMode("private");
        return release == Release.CENTOS_6 ? config : config.withTmpFs(Map.of("/run", "", "/tmp", "exec"));
    }

    /** Chosen here and not by the engine, which would choose another one after a restart. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }
}
