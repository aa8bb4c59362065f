package io.dockplay.modules.docker;

import io.dockplay.resource.Script;

/** The scripts that create, start, stop and remove containers, with commands that Docker 1.7 and today's both know. */
final class ContainerScripts {

    private ContainerScripts() {}

    static Script stop(String name) {
        return Script.of("docker stop {}", name);
    }

    /** Removes a container; like {@code docker rm} it keeps the anonymous volumes. */
    static Script remove(String name) {
        return Script.of("docker stop {} >/dev/null 2>&1 || :\ndocker rm -f {}", name, name);
    }

    /** Starts a container, and reports its last output when it does not keep running. */
    static Script start(String name) {
        return Script.of("{}\nbegin", begin(name));
    }

    private static Script begin(String name) {
        return Script.of("""
                begin() {
                  docker start {} || return 1
                  sleep 1
                  [ "$(docker inspect -f '{{.State.Running}}' {})" != true ] || return 0
                  echo "the container ended at once, with exit code $(docker inspect -f '{{.State.ExitCode}}' {}). It said:" >&2
                  docker logs --tail 8 {} >&2
                  return 1
                }""", name, name, name, name);
    }

    static Script make(String name, ContainerSpec wish, boolean starts) {
        Script create = wish.create(name);
        return starts ? create.then(start(name)) : create;
    }

    /** Replaces a container by a new one; when that fails the former one is restored. */
    static Script replace(String name, ContainerSpec wish, boolean ran, boolean starts) {
        String former = name + ".former";
        Script startAgain = ran ? Script.of("docker start {} >/dev/null || :", name) : Script.NOTHING;
        Script make = starts ? Script.of("{} && begin", wish.create(name)) : Script.of("{}", wish.create(name));
        return Script.of(
                        "docker inspect {} >/dev/null 2>&1 || docker pull {}",
                        wish.image().text(),
                        wish.image().text())
                .then(starts ? begin(name) : Script.NOTHING)
                .then(ran ? stop(name) : Script.NOTHING)
                .then(Script.of("""
                        docker rm -f {} >/dev/null 2>&1 || :
                        docker rename {} {}
                        if ! { {}; }; then
                          docker rm -f {} >/dev/null 2>&1 || :
                          docker rename {} {}
                          {}
                          echo "The container could not be made anew; the former one is back." >&2
                          exit 1
                        fi
                        docker rm {}""", former, name, former, make, name, former, name, startAgain, former));
    }
}
