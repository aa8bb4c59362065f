package io.dockplay.cli.option;

import picocli.CommandLine.Option;

/** The options that list hosts, tasks or tags instead of running; no host is contacted. */
public final class ListOptions {

    @Option(names = "--list-hosts", description = "Only list the hosts that it would be about, one a line.")
    public boolean hosts;

    @Option(names = "--list-tasks", description = "Only list the tasks that would be done.")
    public boolean tasks;

    @Option(names = "--list-tags", description = "Only list the tags of the tasks.")
    public boolean tags;

    public boolean isAsked() {
        return hosts || tasks || tags;
    }
}
