package io.dockplay.resource;

/**
 * One thing that a host lacks, so that a change is blocked; an earlier change may provide it.
 *
 * @param kind what kind of thing it is
 * @param name which one, such as a path or a user's name; empty where there is only one
 */
public record Prerequisite(Kind kind, String name) {

    /** The kinds of things that an earlier change can provide. */
    public enum Kind {
        /** A file or a directory, by its path. */
        PATH,
        /** A path that is free, where something else is now. */
        ROOM,
        /** A user, by name. */
        USER,
        /** A group, by name. */
        GROUP,
        /** A uid or gid that is free, by the name of the user or group that has it now. */
        NUMBER,
        /** A service, by name. */
        SERVICE,
        /** Changed unit files of a service, by its name. */
        UNIT,
        /** A firewall that runs. */
        FIREWALL,
        /** A program, by name. */
        PROGRAM,
        /** A package that a yum repository offers, by name. */
        OFFER,
        /** An installed Docker. */
        DOCKER,
        /** A Docker daemon that answers. */
        DAEMON,
        /** Containers that are removed. */
        CONTAINERS,
        /** A module of the kernel, as a file. */
        KERNEL_MODULE,
        /** A module of the kernel that nothing uses. */
        UNUSED_MODULE,
        /** Processes that run, or do not run, as the task wants. */
        PROCESS,
        /** Host names that resolve. */
        NAMES,
        /** A server that accepts connections. */
        SERVER,
        /** Certificates that are trusted. */
        CERTIFICATE,
        /** A read-only command of the playbook that succeeds. */
        LOOK
    }

    /** Makes the prerequisite of a file or a directory at a path. */
    public static Prerequisite path(String path) {
        return new Prerequisite(Kind.PATH, path);
    }

    /** Makes the prerequisite of a kind of which a host has only one. */
    public static Prerequisite the(Kind kind) {
        return new Prerequisite(kind, "");
    }
}
