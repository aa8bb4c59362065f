package io.dockplay.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;

/**
 * What a host says of a container.
 *
 * @param engine whether it could be asked
 * @param container what {@code docker inspect} prints of it; a missing node when there is none of that name
 * @param imageId the number of the image that it shall be made from; empty when that is not there
 */
record DockerContainerState(DockerEngine engine, JsonNode container, String imageId) {

    static final String RUNNING = "started";
    static final String STOPPED = "stopped";
    static final String PAUSED = "paused";

    static Script probe(String name) {
        return DockerEngine.look().then(Script.of("""
                if [ -n "$asked" ]; then answer container; timeout 30 docker inspect {}; fi""", name));
    }

    static Script probe(String name, DockerReference image) {
        return probe(name).then(Script.of("""
                if [ -n "$asked" ]; then answer image; timeout 30 docker inspect -f '{{.Id}}' {}; fi""", image.text()));
    }

    /** Where no container has the name Docker 1.7 tells of an image that has; that one has no state. */
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

    /** In a word: started, paused or stopped. */
    String activity() {
        if (!runs()) {
            return STOPPED;
        }
        return container.path("State").path("Paused").asBoolean() ? PAUSED : RUNNING;
    }

    String shortId() {
        return DockerJson.shortened(container.path("Id").asText());
    }

    /** The digest of the wishes that it was made by; empty when dockplay did not make it. */
    String configuration() {
        return container.path("Config").path("Labels").path(ContainerSpec.LABEL).asText("");
    }
}
