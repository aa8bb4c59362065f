package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Script;
import java.util.Optional;

/**
 * Whether a host's Docker can be asked for images and containers.
 *
 * @param installed whether there is a client
 * @param answers whether the daemon answers it
 */
record DockerEngine(boolean installed, boolean answers) {

    /** What {@link #read} understands; what follows may ask {@code "$asked"} whether it is worth going on. */
    static Script look() {
        return Script.of("""
                answer docker; asked=
                if command -v docker >/dev/null; then
                  echo installed
                  if timeout 30 docker ps -q >/dev/null; then echo answers; asked=yes; fi
                fi""");
    }

    static DockerEngine read(Answers answers) {
        return new DockerEngine(
                answers.lines("docker").contains("installed"),
                answers.lines("docker").contains("answers"));
    }

    /** Why nothing can be asked of it. */
    Optional<String> obstacle() {
        if (!installed) {
            return Optional.of("docker is not installed");
        }
        return answers ? Optional.empty() : Optional.of("the Docker daemon does not answer (docker ps)");
    }
}
