package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.Optional;

/**
 * Whether a host's Docker answers questions about images and containers.
 *
 * @param installed whether there is a client
 * @param answers whether the daemon answers it
 */
public record DockerEngine(boolean installed, boolean answers) {

    /** The blocker of a Docker that is not installed. */
    public static final Blocker MISSING =
            Blocker.of(Message.of("docker is not installed"), Prerequisite.the(Prerequisite.Kind.DOCKER));

    /** Probes Docker for {@link #read}; the rest of a probe may test {@code "$asked"} before it goes on. */
    static Script probe() {
        return Script.of("""
                answer docker; asked=
                if command -v docker >/dev/null; then
                  echo installed
                  if timeout 30 docker ps -q >/dev/null; then echo answers; asked=yes; fi
                fi""");
    }

    static DockerEngine read(ProbeOutput probeOutput) {
        return new DockerEngine(
                probeOutput.lines("docker").contains("installed"),
                probeOutput.lines("docker").contains("answers"));
    }

    /** The blocker of a Docker that cannot be asked; none when it can. */
    Optional<Blocker> blocker() {
        if (!installed) {
            return Optional.of(MISSING);
        }
        return answers
                ? Optional.empty()
                : Optional.of(Blocker.of(
                        Message.of("the Docker daemon does not answer (docker ps)"),
                        Prerequisite.the(Prerequisite.Kind.DAEMON)));
    }
}
