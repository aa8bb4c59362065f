package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Restores what was mounted at a path, and the path's line in /etc/fstab, to what they were before dockplay.
 *
 * @param path where it is mounted
 * @param line the line; none when it did not change
 * @param mount the mount, as a line of /etc/fstab would say it; none when it did not change
 * @param fileWasAbsent whether dockplay made the file; then it goes with its last line
 * @param force whether a line that somebody has changed since is restored too
 */
record RestoreMount(String path, Optional<Former> line, Optional<Former> mount, boolean fileWasAbsent, boolean force)
        implements Restore<MountState> {

    /**
     * What something was before dockplay, and what dockplay made of it.
     *
     * @param before as it was before the first change
     * @param written as it was after the last one
     */
    record Former(String before, String written) {

        /** Joins all changes with a key into one; none when there are none. */
        static Optional<Former> of(String key, List<RecordedChange> made) {
            return made.stream()
                    .filter(change -> change.isOf(key))
                    .map(change -> new Former(change.from(), change.to()))
                    .reduce((first, last) -> new Former(first.before(), last.written()));
        }

        /** The line that was there; none when there was none. */
        Optional<String> lineBefore() {
            return Optional.of(before).filter(text -> !text.equals(Change.ABSENT));
        }

        Optional<FstabEntry> entryBefore() {
            return lineBefore().flatMap(FstabEntry::of);
        }

        Optional<FstabEntry> entryWritten() {
            return Optional.of(written)
                    .filter(text -> !text.equals(Change.ABSENT))
                    .flatMap(FstabEntry::of);
        }
    }

    @Override
    public RestoreMount forced() {
        return new RestoreMount(path, line, mount, fileWasAbsent, true);
    }

    @Override
    public String label() {
        return path;
    }

    /** Names the path, so that the restore of its directory knows that the directory may become empty. */
    @Override
    public List<String> writes() {
        return List.of(path, FstabEntry.PATH);
    }

    @Override
    public Script probe(Machine machine) {
        return MountState.probe(
                path,
                mount.flatMap(Former::entryWritten).map(FstabEntry::source).orElse(""));
    }

    @Override
    public MountState read(ProbeOutput probeOutput) {
        return MountState.read(probeOutput);
    }

    @Override
    public Plan plan(MountState actual, Machine machine, PendingChanges pendingChanges) {
        Fstab fstab = Fstab.of(path, actual.fstab());
        String now = fstab.line().orElse(Change.ABSENT);
        boolean isLineBack = line.map(each -> now.equals(each.before())).orElse(true);
        Plan back = isLineBack
                ? Plan.NOTHING
                : fstab.plan(line.flatMap(Former::lineBefore), fileWasAbsent, machine, pendingChanges);
        Plan mounted = mount.map(each -> planMount(actual, each, isLineBack)).orElse(Plan.NOTHING);
        List<Change> changes = Stream.concat(mounted.changes().stream(), back.changes().stream())
                .toList();
        boolean isOthers =
                !isLineBack && line.filter(each -> now.equals(each.written())).isEmpty();
        Plan plan = isOthers && !force
                ? Plan.blocked(
                        changes,
                        Message.of(
                                "the line of %s in %s was changed since dockplay last changed it, so it is left as it is; "
                                        + "--force overwrites it",
                                path, FstabEntry.PATH))
                : back.blocker()
                        .map(reason -> Plan.blocked(changes, reason))
                        .orElseGet(() -> Plan.of(changes, mounted.script().then(back.script())));
        for (Message warning : mounted.warnings()) {
            plan = plan.warning(warning);
        }
        return plan;
    }

    private Plan planMount(MountState actual, Former former, boolean isLineBack) {
        Optional<FstabEntry> written = former.entryWritten();
        Optional<FstabEntry> before = former.entryBefore();
        boolean isOurs = written.map(actual::isAs).orElse(actual.mounted().isEmpty());
        if (former.before().equals(MountModule.UNKNOWN)) {
            return isOurs
                    ? Plan.NOTHING.warning(Message.of(
                            "%s is not as before dockplay: a part of a file system was mounted there that /etc/fstab did "
                                    + "not know",
                            path))
                    : Plan.NOTHING;
        }
        if (!isOurs) {
            return Plan.NOTHING;
        }
        if (before.isPresent() && written.isPresent() && before.get().mountsSame(written.get())) {
            return isLineBack
                    ? Plan.NOTHING
                    : Plan.of(
                            List.of(Change.of(
                                    "options",
                                    written.get().options(),
                                    before.get().options())),
                            MountScripts.remount(before.get()));
        }
        Script unmount = written.isPresent() ? MountScripts.unmount(path) : Script.NOTHING;
        return before.isEmpty() && written.isEmpty()
                ? Plan.NOTHING
                : Plan.of(
                        List.of(Change.of(
                                MountModule.MOUNTED,
                                written.map(RestoreMount::shown).orElse(MountModule.NO),
                                before.map(RestoreMount::shown).orElse(MountModule.NO))),
                        unmount.then(before.map(MountScripts::mount).orElse(Script.NOTHING)));
    }

    private static String shown(FstabEntry entry) {
        return entry.source() + " (" + entry.type() + ")";
    }
}
