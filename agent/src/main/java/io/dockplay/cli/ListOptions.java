package io.dockplay.cli;

import picocli.CommandLine.Option;

/** The options that list what a run would be about instead of running; no host is contacted. */
final class ListOptions {

    @Option(names = "--list-hosts", description = "Only list the hosts that it would be about, one a line.")
    boolean hosts;

    @Option(names = "--list-tasks", description = "Only list the tasks that would be done.")
    boolean tasks;

    @Option(names = "--list-tags", description = "Only list the tags of the tasks.")
    boolean tags;

    boolean isAsked() {
        return hosts || tasks || tags;
    }
}
