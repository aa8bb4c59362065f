package io.dockplay.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;

/**
 * The actual state of a container.
 *
 * @param engine whether Docker could be asked
 * @param container what {@code docker inspect} prints of it; a missing node when there is none of that name
 * @param imageId the id of the wanted image; empty when the host does not have it
 */
record DockerContainerState(DockerEngine engine, JsonNode container, String imageId) {

    static final String RUNNING = "started";
    static final String STOPPED = "stopped";
    static final String PAUSED = "paused";

    static Script probe(String name) {
        return DockerEngine.probe().then(Script.of("""
                if [ -n "$asked" ]; then answer container; timeout 30 docker inspect {}; fi""", name));
    }

    static Script probe(String name, DockerReference image) {
        return probe(name).then(Script.of("""
                if [ -n "$asked" ]; then answer image; timeout 30 docker inspect -f '{{.Id}}' {}; fi""", image.text()));
    }

    /** Reads the state; for a name without a container Docker 1.7 shows an image of that name, which has no state. */
    static DockerContainerState read(ProbeOutput probeOutput) {
        JsonNode found = DockerJson.first(probeOutput.raw("container"));
        boolean isContainer = found.path("State").isObject();
        return new DockerContainerState(
                DockerEngine.read(probeOutput),
                isContainer ? found : found.path("no container"),
                probeOutput.text("image"));
    }

    boolean isThere() {
        return container.isObject();
    }

    boolean runs() {
        return container.path("State").path("Running").asBoolean();
    }

    /** Describes the container's activity in a word: started, paused or stopped. */
    String activity() {
        if (!runs()) {
            return STOPPED;
        }
        return container.path("State").path("Paused").asBoolean() ? PAUSED : RUNNING;
    }

    String shortId() {
        return DockerJson.shortened(container.path("Id").asText());
    }

    /** The digest of the options that it was created with; empty when dockplay did not create it. */
    String configuration() {
        return container.path("Config").path("Labels").path(ContainerSpec.LABEL).asText("");
    }
}
