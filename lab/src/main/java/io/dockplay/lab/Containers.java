package io.dockplay.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The requests of the lab to the engine about single containers. */
record Containers(DockerClient client) {

    /**
     * Creates and starts a container of a lab, and returns its id.
     *
     * @param console whether it has one; only there systemd says why it cannot begin
     */
    String start(
            String name,
            String image,
            Network network,
            List<String> aliases,
            HostConfig config,
            List<String> environment,
            boolean console) {
        CreateContainerCmd command = client.createContainerCmd(image)
                .withName(name)
                .withHostName(aliases.get(0))
                .withAliases(aliases)
                .withLabels(network.labels())
                .withEnv(environment)
                .withTty(console)
                .withHostConfig(config.withNetworkMode(network.name()));
        if (config.getPortBindings() != null) {
            command.withExposedPorts(
                    List.copyOf(config.getPortBindings().getBindings().keySet()));
        }
        String id = command.exec().getId();
        try {
            client.startContainerCmd(id).exec();
            return id;
        } catch (RuntimeException e) {
            remove(id);
            throw e;
        }
    }

    /** Runs a command in a container as root, and waits for its end. */
    Execution run(String id, List<String> command) {
        String execution = client.execCreateCmd(id)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(command.toArray(String[]::new))
                .exec()
                .getId();
        Words words = new Words();
        await(client.execStartCmd(execution).exec(words));
        Long code = client.inspectExecCmd(execution).exec().getExitCodeLong();
        return new Execution(code == null ? -1 : code.intValue(), words.output(), words.error());
    }

    /** Returns everything that a container wrote since its start. */
    String log(String id) {
        Words words = new Words();
        await(client.logContainerCmd(id).withStdOut(true).withStdErr(true).exec(words));
        return words.output() + words.error();
    }

    /** The exit code of a container that has ended; empty while it runs. */
    Optional<Long> exitCode(String id) {
        InspectContainerResponse.ContainerState state =
                client.inspectContainerCmd(id).exec().getState();
        // A restart is not an end.
        boolean isUp = Boolean.TRUE.equals(state.getRunning()) || Boolean.TRUE.equals(state.getRestarting());
        return isUp ? Optional.empty() : Optional.ofNullable(state.getExitCodeLong());
    }

    String address(String id) {
        return Objects.requireNonNull(client.inspectContainerCmd(id)
                .exec()
                .getNetworkSettings()
                .getNetworks()
                .values()
                .iterator()
                .next()
                .getIpAddress());
    }

    void restart(String id) {
        client.restartContainerCmd(id).withTimeout(10).exec();
    }

    void rename(String id, String name) {
        client.renameContainerCmd(id).withName(name).exec();
    }

    /** Removes a container and its volumes, also while it runs; does nothing if it is gone. */
    void remove(String id) {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | NotModifiedException gone) {
            // It is gone already.
        }
    }

    private static void await(Words words) {
        try {
            words.awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabUnavailable("interrupted while a lab host was asked something", e);
        }
    }

    /**
     * The network of one lab.
     *
     * @param name its name in the engine
     * @param labels the labels of the network and of its containers
     */
    record Network(String name, Map<String, String> labels) {}

    /** Collects the output of a command. */
    private static final class Words extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private final ByteArrayOutputStream error = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            (frame.getStreamType() == StreamType.STDERR ? error : output).writeBytes(frame.getPayload());
        }

        String output() {
            return output.toString(StandardCharsets.UTF_8);
        }

        String error() {
            return error.toString(StandardCharsets.UTF_8);
        }
    }
}
