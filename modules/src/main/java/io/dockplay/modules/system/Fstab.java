package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileContent;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.TextFile;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The line of /etc/fstab for one path; all other lines stay as they are.
 *
 * @param path where the line mounts
 * @param text the file
 */
record Fstab(String path, TextFile text) {

    /** What the record calls the line. */
    static final String LINE = "line";

    /** Finds the line; two of them for one path are refused. */
    static Fstab of(String path, FileState file) {
        Fstab fstab = new Fstab(path, new TextFile(FstabEntry.PATH, file));
        if (fstab.lines().size() > 1) {
            throw new UnsupportedState(
                    Message.of("%s has several lines for %s", FstabEntry.PATH, path),
                    Message.of("It was left as it is; leave one of them."));
        }
        return fstab;
    }

    private List<String> lines() {
        return text.lines().stream().filter(line -> FstabEntry.isOf(path, line)).toList();
    }

    /** The line as it stands there; none when there is none. */
    Optional<String> line() {
        return lines().stream().findFirst();
    }

    Optional<FstabEntry> entry() {
        return line().flatMap(FstabEntry::of);
    }

    /** Plans another line in the place of this one, at the end where there is none, or no line. */
    Plan plan(Optional<String> wanted, Machine machine, PendingChanges pendingChanges) {
        return plan(wanted, false, machine, pendingChanges);
    }

    /** Plans the same; a file without any line goes, where that is asked. */
    Plan plan(Optional<String> wanted, boolean removesEmpty, Machine machine, PendingChanges pendingChanges) {
        List<String> then = new ArrayList<>(text.lines());
        then.replaceAll(line -> FstabEntry.isOf(path, line) ? wanted.orElse(line) : line);
        if (wanted.isEmpty()) {
            then.removeIf(line -> FstabEntry.isOf(path, line));
        } else if (line().isEmpty()) {
            then.add(wanted.get());
        }
        if (then.equals(text.lines())) {
            return Plan.NOTHING;
        }
        FileAttributes same = new FileAttributes(Optional.empty(), Optional.empty(), Optional.empty());
        Plan plan = removesEmpty && then.isEmpty() ? text.removal() : text.plan(then, same, machine, pendingChanges);
        List<Change> changes = plan.changes().stream()
                .map(change -> change.recorded().isOf(FileContent.CONTENT)
                        ? change.called(FstabEntry.PATH)
                                .recordedAs(LINE, line().orElse(Change.ABSENT), wanted.orElse(Change.ABSENT))
                        : change)
                .toList();
        return new Plan(changes, plan.script().then(MountScripts.tellInit(machine)), plan.blocker(), plan.warnings());
    }
}
