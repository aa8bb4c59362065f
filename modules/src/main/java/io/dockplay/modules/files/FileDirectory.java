package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.modules.base.RestoreIfPresent;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory that must exist, or must not.
 *
 * @param path where it is
 * @param attributes its mode and owners
 * @param recurses whether all below it has them too
 */
public record FileDirectory(String path, FileAttributes attributes, boolean recurses) {

    private static final String A_DIRECTORY = "a directory";
    private static final String MOUNT_POINT = "mount-point";

    Plan plan(FileState actual, Machine machine, PendingChanges pendingChanges) {
        if (actual.isThere() && !actual.isDirectory()) {
            throw new UnsupportedState(
                    actual.whatIs(path),
                    Message.of(
                            "It was left as it is. If it may go, remove it by a task of its own, with state: absent."));
        }
        List<Change> changes = new ArrayList<>();
        if (!actual.isThere()) {
            actual.missing().stream()
                    .filter(above -> pendingChanges.writerOf(above).isEmpty())
                    .forEach(above -> changes.add(0, made(above)));
            changes.add(made(path));
        }
        FileAttributes own = attributes.forDirectory(actual);
        List<Change> differing = own.changes(actual);
        changes.addAll(differing);
        Optional<Change> below = below(actual, pendingChanges);
        below.ifPresent(changes::add);
        Optional<Blocker> blocker = attributes.blocker(actual);
        Optional<String> creator = attributes.creator(actual, pendingChanges);
        if (!actual.isThere() && actual.obstruction().isPresent()) {
            return Plan.blocked(changes, actual.obstruction().get());
        }
        if (blocker.isPresent() && creator.isEmpty() && !changes.isEmpty()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script script = actual.isThere() ? Script.NOTHING : make(changes, machine);
        if (!actual.isThere() || !differing.isEmpty()) {
            script = script.then(set(own, actual));
        }
        if (below.isPresent()) {
            script = script.then(new FileTree(path, attributes).script(actual.tree()));
        }
        Plan plan = Plan.of(changes, script);
        return creator.map(plan::after).orElse(plan);
    }

    /** What differs below the directory; what earlier tasks write there may differ too, which a dry run cannot know yet. */
    private Optional<Change> below(FileState actual, PendingChanges pendingChanges) {
        if (!recurses) {
            return Optional.empty();
        }
        FileTree tree = new FileTree(path, attributes);
        Optional<Change> change = actual.isThere() ? tree.change(actual.tree()) : Optional.empty();
        return FilePath.disturber(List.of(path), pendingChanges)
                .map(task -> change.orElse(tree.unknown()).after(task))
                .or(() -> change);
    }

    private Script make(List<Change> changes, Machine machine) {
        Script note = Script.NOTHING;
        for (Change change : changes) {
            RecordedChange made = change.recorded();
            note = isMade(made) ? note.then(Script.of("keep {}", made.key())) : note;
        }
        return note.then(Script.of("mkdir -p {}", path)).then(FileAttributes.label(machine, path));
    }

    private Script set(FileAttributes own, FileState actual) {
        // A new directory inherits set-group-ID, and chmod clears that only when the mode names it.
        Script plain = own.mode().isPresent() ? Script.of("chmod ug-s {}", path) : Script.NOTHING;
        return plain.then(
                actual.isThere()
                        ? own.change(actual, path)
                        : own.set(Optional.empty(), Script.of("{}", path), FileMode.NEW_DIRECTORY));
    }

    /** Makes the change of creating a directory. */
    public static Change made(String path) {
        return Change.of(path, Change.ABSENT, A_DIRECTORY).recordedAs(path, Change.ABSENT, RecordedChange.DIRECTORY);
    }

    /** Whether a change created a directory. */
    public static boolean isMade(RecordedChange change) {
        return change.wasAbsent() && change.to().equals(RecordedChange.DIRECTORY);
    }

    /** Whether a change removed a directory, or emptied a mount point. */
    public static boolean isRemoved(RecordedChange change) {
        return change.from().equals(RecordedChange.DIRECTORY) || change.from().equals(MOUNT_POINT);
    }

    /** Whether these changes set the attributes of all below a directory. */
    public static boolean isTree(List<RecordedChange> made) {
        return made.stream().anyMatch(change -> change.isOf(FileTree.TREE));
    }

    /** Removes the created directories that are empty, or restores the former attributes. */
    public List<Resource<?>> undo(List<RecordedChange> made) {
        Stream<String> brought = made.stream()
                .filter(FileDirectory::isMade)
                .map(RecordedChange::key)
                .distinct();
        List<Resource<?>> undone = new ArrayList<>();
        if (isTree(made)) {
            undone.add(new RestoreTree(path));
        }
        brought.sorted(Comparator.comparing(String::length).reversed())
                .forEach(each -> undone.add(new RestoreFile(each, true, Checksums.NONE)));
        if (made.stream().noneMatch(FileDirectory::isMade) && made.stream().anyMatch(FileAttributes::isNamedBy)) {
            undone.add(new RestoreIfPresent<>(
                    FileModule.ofAttributes(path, FileModule.DesiredState.DIRECTORY, FileAttributes.before(made))));
        }
        return undone;
    }

    /** Plans to remove a directory with all that is in it; a mount point is only emptied. */
    static Plan removal(String path, FileState actual) {
        if (actual.isMountPoint() && actual.isEmpty()) {
            return Plan.NOTHING;
        }
        Change change = actual.isMountPoint()
                ? Change.of(path, "a mount point with something in it", "an empty mount point")
                        .recordedAs(path, MOUNT_POINT, "empty")
                : Change.of(path, A_DIRECTORY, Change.ABSENT).recordedAs(path, RecordedChange.DIRECTORY, Change.ABSENT);
        Change listed = actual.listing().diff(path).map(change::withDiff).orElse(change);
        return Plan.of(List.of(listed), Script.of("""
                path={}
                while read -r device point rest; do
                  point=$(printf %b "$point")
                  case $point in "$path"/*) printf '%s\\n' "$point" ;; esac
                done </proc/mounts | sort -r | while read -r point; do
                  umount "$point" || umount -l "$point"
                done
                if mountpoint -q "$path"; then
                  find "$path" -xdev -mindepth 1 -delete
                else
                  rm -rf --one-file-system "$path"
                fi""", path));
    }
}
