package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Script;
import io.dockplay.resource.UnsupportedState;
import java.util.List;
import java.util.Optional;

/**
 * A symbolic link that shall be at a path.
 *
 * @param path where
 * @param target what it points to
 */
record FileLink(String path, String target) {

    /** Plans to make it. */
    Plan plan(FileState actual, PendingChanges pendingChanges) {
        if (actual.isLink() && actual.target().equals(target)) {
            return Plan.NOTHING;
        }
        List<Change> changes = List.of(Change.of(
                        path, actual.isThere() ? actual.kind() : Change.ABSENT, "a link to " + target)
                .recordedAs(
                        path, actual.isThere() ? actual.recordedKind() : Change.ABSENT, RecordedChange.LINK + target));
        if (actual.isDirectory()) {
            throw new UnsupportedState(
                    Message.of("%s is a directory", path),
                    Message.of(
                            "It was left as it is. If it may go, remove it by a task of its own, with state: absent."));
        }
        Optional<Blocker> blocker = inTheWay(path, actual);
        if (blocker.isPresent()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script script = FilePath.nameNew(path)
                .then(Script.of("ln -sT -- {} \"$new\"\nkeep {}", target, path))
                .then(FilePath.putNew(path));
        return FileContent.inFolder(actual, pendingChanges, changes, script);
    }

    /** The blocker of removing a file, or of making it a link. */
    static Optional<Blocker> inTheWay(String path, FileState actual) {
        return actual.isMountPoint()
                ? Optional.of(Blocker.lasting(
                        Message.of("%s is a mount point, so nothing takes its place before it is unmounted", path)))
                : actual.fixity(path);
    }
}
