package io.dockplay.cli;

import io.dockplay.engine.Target;
import io.dockplay.playbook.Playbook;
import io.dockplay.playbook.PlaybookReader;
import io.dockplay.problem.Harmless;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /**
     * Prints what is asked for.
     *
     * @return the exit code
     */
    int print(Path playbook, RunOptions options, PrintWriter out) {
        return print(playbook, options, hosts ? Runner.targets(Optional.of(playbook), options) : List.of(), out);
    }

    /** The same, for these hosts. */
    int print(Path playbook, RunOptions options, List<Target> targets, PrintWriter out) {
        if (hosts) {
            targets.forEach(target -> out.println(Harmless.line(target.name())));
        }
        if (tasks || tags) {
            options.vault.open();
            Playbook chosen = PlaybookReader.read(playbook).only(options.selection());
            TaskListing listing = new TaskListing(out);
            if (tasks) {
                listing.tasks(chosen);
            } else {
                listing.tags(chosen);
            }
        }
        return ExitCode.AS_WANTED.number();
    }
}
