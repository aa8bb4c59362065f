package io.dockplay.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;

/**
 * The actual state of a volume.
 *
 * @param engine whether Docker could be asked
 * @param volume what {@code docker volume inspect} prints of it; a missing node when there is none of that name
 * @param isEmpty whether its directory can be read and holds nothing
 * @param users the containers that mount it
 */
record DockerVolumeState(DockerEngine engine, JsonNode volume, boolean isEmpty, ContainerUsers users) {

    static Script probe(String name) {
        return DockerEngine.probe().then(Script.of("""
                        if [ -n "$asked" ]; then
                          answer volume; timeout 30 docker volume inspect {}
                          answer empty
                          place=$(timeout 30 docker volume inspect -f '{{.Mountpoint}}' {})
                          if [ -d "$place" ] && held=$(ls -A "$place") && [ -z "$held" ]; then echo yes; fi
                        fi""", name, name)).then(ContainerUsers.probeOfVolume(name));
    }

    static DockerVolumeState read(ProbeOutput probeOutput) {
        return new DockerVolumeState(
                DockerEngine.read(probeOutput),
                DockerJson.first(probeOutput.raw("volume")),
                probeOutput.text("empty").equals("yes"),
                ContainerUsers.read(probeOutput));
    }

    boolean isThere() {
        return volume.isObject();
    }

    /** Where its data are on the host; empty when its driver does not say. */
    String place() {
        return volume.path("Mountpoint").asText("");
    }

    /** Whether dockplay has made it. */
    boolean isOurs() {
        return volume.path("Labels").has(ContainerSpec.LABEL);
    }
}
