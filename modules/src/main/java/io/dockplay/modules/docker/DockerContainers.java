package io.dockplay.modules.docker;

/** Names containers among what tasks write, so that later tasks can depend on them. */
final class DockerContainers {

    private DockerContainers() {}

    /** Names a container among what a task writes. */
    static String resource(String name) {
        return "docker container " + name;
    }
}
