package io.dockplay.modules.docker;

/** How tasks that look after containers are waited for. */
final class DockerContainers {

    private DockerContainers() {}

    /** What stands for a container among what a task writes. */
    static String resource(String name) {
        return "docker container " + name;
    }
}
