package io.dockplay.lab;

import com.github.dockerjava.api.DockerClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * A Docker engine that answers.
 *
 * <p>Testcontainers has the client, and knows how to reach an engine. Its containers are not used: they need a helper
 * image from a registry, unless environment variables say otherwise, and they are removed when the process ends, which
 * {@link Lab#keep()} must prevent.
 */
public final class Engine {
    private final DockerClient client;
    private final URI address;

    private Engine(DockerClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    /**
     * Finds an engine; on Debian and as root, installs and starts one where none answers.
     *
     * @param progress receives a line for each long step
     * @throws LabUnavailable when there is none and none can be started; the message says what to install
     */
    public static Engine ensure(Consumer<String> progress) {
        Optional<Engine> found = find();
        if (found.isPresent()) {
            return found.get();
        }
        URI address = DebianEngine.start(progress);
        return at(address)
                .orElseThrow(
                        () -> new LabUnavailable("the Docker engine that was started does not answer at " + address));
    }

    /** Its address, in the form of DOCKER_HOST. */
    public URI address() {
        return address;
    }

    DockerClient client() {
        return client;
    }

    /** Finds the engine of DOCKER_HOST, or else the first that answers at a usual place. */
    static Optional<Engine> find() {
        String wanted = System.getenv("DOCKER_HOST");
        if (wanted != null && !wanted.isEmpty()) {
            // The hosts' ports are on the engine's loopback address, so the engine must be on this machine.
            if (!wanted.startsWith("unix://")) {
                throw new LabUnavailable(
                        "DOCKER_HOST=" + wanted + " is not an engine of this machine, which the lab needs"
                                + "\n  Set it to a socket, such as unix:///var/run/docker.sock, or unset it.");
            }
            return Optional.of(at(URI.create(wanted))
                    .orElseThrow(() -> new LabUnavailable("no Docker engine answers at DOCKER_HOST=" + wanted
                            + "\n  Start it, or unset DOCKER_HOST to use this machine's own.")));
        }
        return sockets().stream()
                .filter(Files::exists)
                .map(socket -> at(URI.create("unix://" + socket)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Path> sockets() {
        Path home = Path.of(System.getProperty("user.home"));
        List<Path> sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isEmpty()) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.add(home.resolve(".docker/run/docker.sock"));
        sockets.add(home.resolve(".docker/desktop/docker.sock"));
        return sockets;
    }

    private static Optional<Engine> at(URI address) {
        try {
            TransportConfig config =
                    TransportConfig.builder().dockerHost(address).build();
            DockerClient client = DockerClientProviderStrategy.getClientForConfig(config);
            client.pingCmd().exec();
            return Optional.of(new Engine(client, address));
        } catch (RuntimeException unanswered) {
            // Nothing listens, or there is no permission: the lab cannot use this engine.
            return Optional.empty();
        }
    }
}
