package io.dockplay.cli.run;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Playbook;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.Harmless;
import io.dockplay.yaml.InputFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prints what a playbook would do, task by task, without contacting a host.
 *
 * @param out where to
 */
public record TaskListing(PrintWriter out) {

    /**
     * Prints what the options ask for.
     *
     * @return the exit code
     */
    public static int print(Path playbook, RunOptions options, PlaybookRunner runner) {
        return print(
                playbook,
                options,
                options.listing.hosts ? runner.targets(Optional.of(playbook), options) : List.of(),
                runner);
    }

    /** Prints what the options ask for, with these hosts. */
    public static int print(Path playbook, RunOptions options, List<HostTarget> targets, PlaybookRunner runner) {
        PrintWriter out = runner.out();
        if (options.listing.hosts) {
            targets.forEach(target -> out.println(Harmless.line(target.name())));
        }
        if (options.listing.tasks || options.listing.tags) {
            InputFiles files = runner.context().files();
            options.vault.open(files);
            Playbook chosen = PlaybookReader.read(playbook, files).only(options.selection());
            TaskListing listing = new TaskListing(out);
            if (options.listing.tasks) {
                listing.tasks(chosen);
            } else {
                listing.tags(chosen);
            }
        }
        return ExitCode.AS_WANTED.number();
    }

    /** The plays with their tasks and the tags of each. */
    void tasks(Playbook playbook) {
        for (Play play : playbook.plays()) {
            head(play);
            for (Task task : shown(play)) {
                out.println("  " + task.name() + "  " + task.module() + tags(task.tags()));
            }
        }
    }

    /** The plays with all the tags of their tasks. */
    void tags(Playbook playbook) {
        for (Play play : playbook.plays()) {
            head(play);
            Set<String> tags = new TreeSet<>();
            shown(play).forEach(task -> tags.addAll(task.tags()));
            out.println("  " + (tags.isEmpty() ? Message.of("no tags") : String.join(", ", tags)));
        }
    }

    private static List<Task> shown(Play play) {
        return play.tasks().stream()
                .filter(task -> !task.module().equals("meta"))
                .toList();
    }

    private void head(Play play) {
        out.println(play.name() + " (" + play.hosts() + ")");
    }

    private static String tags(Set<String> tags) {
        return tags.isEmpty() ? "" : "  [" + String.join(", ", tags) + "]";
    }
}
