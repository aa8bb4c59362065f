package io.dockplay.resource;

/**
 * One thing that a host lacks, so that a change cannot be made on it yet; an earlier change may bring it.
 *
 * @param kind what kind of thing it is
 * @param name which one, such as a path or a user's name; empty where there is only one
 */
public record Prerequisite(Kind kind, String name) {

    /** The kinds of things that may still come; what is of none of them no change can bring. */
    public enum Kind {
        /** A file or a directory, by its path. */
        PATH,
        /** Room at a path, where something else is now. */
        ROOM,
        /** A user, by name. */
        USER,
        /** A group, by name. */
        GROUP,
        /** A number that a user or a group has now; by whose name it is. */
        NUMBER,
        /** A service, by name. */
        SERVICE,
        /** Other words in the unit files of a service, by its name. */
        UNIT,
        /** A firewall that runs. */
        FIREWALL,
        /** A program, by name. */
        PROGRAM,
        /** What a repository of yum offers, by name. */
        OFFER,
        /** Docker, installed. */
        DOCKER,
        /** A Docker daemon that answers. */
        DAEMON,
        /** Containers that are gone. */
        CONTAINERS,
        /** A module of the kernel, as a file. */
        KERNEL_MODULE,
        /** A module of the kernel that nothing uses. */
        UNUSED_MODULE,
        /** Processes that run, or that do not, as they shall. */
        PROCESS,
        /** Names of hosts that resolve. */
        NAMES,
        /** A server that takes connections. */
        SERVER,
        /** Certificates that are trusted. */
        CERTIFICATE,
        /** That a command of the playbook's author, which only looks, ends well. */
        LOOK
    }

    /** A file or a directory at a path. */
    public static Prerequisite path(String path) {
        return new Prerequisite(Kind.PATH, path);
    }

    /** A thing of which there is only one. */
    public static Prerequisite the(Kind kind) {
        return new Prerequisite(kind, "");
    }
}
