package io.dockplay.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;

/**
 * The actual state of a network.
 *
 * @param engine whether Docker could be asked
 * @param network what {@code docker network inspect} prints of it; a missing node when there is none of that name
 * @param users the containers that are in it
 */
record DockerNetworkState(DockerEngine engine, JsonNode network, ContainerUsers users) {

    static Script probe(String name) {
        return DockerEngine.probe().then(Script.of("""
                        if [ -n "$asked" ]; then answer network; timeout 30 docker network inspect {}; fi""", name)).then(ContainerUsers.probeOfNetwork(name));
    }

    /** Reads the state; Docker also shows the network whose id begins with the name. */
    static DockerNetworkState read(String name, ProbeOutput probeOutput) {
        JsonNode found = DockerJson.first(probeOutput.raw("network"));
        boolean isNetwork = found.path("Name").asText().equals(name);
        return new DockerNetworkState(
                DockerEngine.read(probeOutput),
                isNetwork ? found : found.path("no network"),
                ContainerUsers.read(probeOutput));
    }

    boolean isThere() {
        return network.isObject();
    }

    NetworkSpec spec() {
        return NetworkSpec.of(network);
    }

    /** Whether dockplay has made it. */
    boolean isOurs() {
        return network.path("Labels").has(ContainerSpec.LABEL);
    }
}
