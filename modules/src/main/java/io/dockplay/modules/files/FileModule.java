package io.dockplay.modules.files;

import io.dockplay.modules.base.OwnedResource;
import io.dockplay.modules.base.RestoreIfPresent;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.KeptPlaces;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.resource.Utf8;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file, a directory or a link with a wanted content and wanted attributes, or none at all.
 *
 * <pre>{@code
 * file: {path: /etc/motd, content: "Managed by dockplay\n", mode: "0644"}
 * file: {path: /etc/sysconfig/docker, settings: [DOCKER_CERT_PATH=/etc/docker]}
 * file: {path: /etc/ssh/sshd_config, lines: PermitRootLogin no, match: "^#?PermitRootLogin"}
 * file: {path: /var/lib/docker, state: absent}
 * }</pre>
 *
 * @param path where it is, from the root
 * @param state file (what is meant without it), directory, link or absent
 * @param content the whole content, as text
 * @param template a file beside the playbook whose expressions are evaluated; the result is the whole content
 * @param source a file beside the playbook, taken byte for byte as the whole content
 * @param lines whole lines that the file shall have; those that are there stay where they are
 * @param settings lines such as {@code key=value}, each of which takes the place of the last line that sets the same key
 * @param linesAbsent lines that the file shall not have
 * @param match a regular expression: the last line in which it is found gives its place to the one of lines
 * @param insertAfter a regular expression: lines that are not there come behind the last one in which it is found, or {@code EOF}
 * @param insertBefore the same, in front of it, or {@code BOF}
 * @param target what a link points to
 * @param mode the permissions, as four octal digits; without it they stay, and a new file gets 0644, a directory 0755
 * @param owner the user; without it that stays
 * @param group the group; without it that stays
 * @param backup true leaves a copy with the date in its name beside the file when its content changes; false keeps no copy
 *     for an uninstallation either; without it one is kept out of sight, for an uninstallation
 */
public record FileModule(
        String path,
        Optional<State> state,
        Optional<String> content,
        Optional<Content> template,
        Optional<Content> source,
        List<String> lines,
        List<String> settings,
        List<String> linesAbsent,
        Optional<String> match,
        Optional<String> insertAfter,
        Optional<String> insertBefore,
        Optional<String> target,
        Optional<String> mode,
        Optional<String> owner,
        Optional<String> group,
        Optional<Boolean> backup)
        implements OwnedResource<FileState> {

    /** What shall be at the path. */
    public enum State {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** Nothing; a directory goes with all that is in it. */
        ABSENT
    }

    private static final String PRESENT = RecordedChange.PRESENT;

    /** How the function {@code keep_not} of runtime.sh ends its entry. */
    private static final String NOT_KEPT = "not kept";

    public FileModule {
        path = FilePath.checked(path);
        lines = List.copyOf(lines);
        settings = List.copyOf(settings);
        linesAbsent = List.copyOf(linesAbsent);
        mode = mode.map(digits -> digits.matches("[0-7]{3}") ? "0" + digits : digits);
        boolean attributed = !new FileAttributes(mode, owner, group).isEmpty();
        boolean edited = !edits(lines, settings, linesAbsent, match, insertAfter, insertBefore)
                .isEmpty();
        long contents =
                Stream.of(content, template, source).filter(Optional::isPresent).count() + (edited ? 1 : 0);
        State wanted = state.orElse(State.FILE);
        String called = wanted.name().toLowerCase(Locale.ROOT);
        if (contents > 1) {
            throw new InvalidOption(
                    "",
                    "the content of " + path + " is given more than once",
                    "Give one of content, template and source, or lines and settings.");
        }
        boolean mayBeKept = wanted == State.FILE || (wanted == State.ABSENT && !backup.orElse(true));
        if (wanted != State.FILE && (contents > 0 || (backup.isPresent() && !mayBeKept))) {
            throw new InvalidOption(
                    "state", "state: " + called + " has no content", "Leave out the content and backup, or the state.");
        }
        if ((wanted == State.LINK) != target.isPresent()) {
            throw new InvalidOption(
                    "target", "state: link and target come together", "Write state: link and target: /path.");
        }
        if ((wanted == State.LINK || wanted == State.ABSENT) && attributed) {
            throw new InvalidOption(
                    "state", "state: " + called + " has no mode, owner and group", "Leave them out, or the state.");
        }
        if (wanted == State.FILE && contents == 0 && !attributed) {
            throw new InvalidOption(
                    "",
                    "nothing is asked of the file " + path,
                    "Give its content, lines, settings, mode, owner or group.");
        }
        if (wanted == State.ABSENT) {
            FilePath.refuseVital(path);
        }
    }

    /** What is there with other attributes, and nothing else of it changed. */
    public static FileModule ofAttributes(String path, State state, FileAttributes attributes) {
        return new FileModule(
                path,
                Optional.of(state),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                attributes.mode(),
                attributes.owner(),
                attributes.group(),
                Optional.empty());
    }

    private static FileLines edits(
            List<String> lines,
            List<String> settings,
            List<String> linesAbsent,
            Optional<String> match,
            Optional<String> insertAfter,
            Optional<String> insertBefore) {
        return new FileLines(lines, settings, linesAbsent, new LinePlace(match, insertAfter, insertBefore));
    }

    private State wanted() {
        return state.orElse(State.FILE);
    }

    @Override
    public String label() {
        return path;
    }

    @Override
    public List<String> writes() {
        return List.of(wanted() == State.ABSENT ? FilePath.removed(path) : path);
    }

    @Override
    public Script probe(Machine machine) {
        Script probe = FileState.probe(path, wanted() == State.FILE, owner, group);
        return wanted() == State.ABSENT ? probe.then(FolderListing.probe()) : probe;
    }

    @Override
    public FileState read(ProbeOutput probeOutput) {
        return FileState.read(path, probeOutput);
    }

    @Override
    public boolean isGone(FileState actual) {
        return !actual.isThere();
    }

    @Override
    public Plan plan(FileState actual, Machine machine, PendingChanges pendingChanges) {
        FileAttributes attributes = new FileAttributes(mode, owner, group);
        return switch (wanted()) {
            case FILE ->
                new FileContent(
                                path,
                                content.map(text -> new Content(Utf8.bytes(text)))
                                        .or(() -> template)
                                        .or(() -> source),
                                edits(lines, settings, linesAbsent, match, insertAfter, insertBefore),
                                backup,
                                attributes)
                        .plan(actual, machine, pendingChanges);
            case DIRECTORY -> new FileDirectory(path, attributes).plan(actual, machine, pendingChanges);
            case LINK -> planLink(actual, pendingChanges);
            case ABSENT -> planAbsent(actual);
        };
    }

    private Plan planLink(FileState actual, PendingChanges pendingChanges) {
        String to = target.orElse("");
        if (actual.isLink() && actual.target().equals(to)) {
            return Plan.NOTHING;
        }
        List<Change> changes =
                List.of(Change.of(path, actual.isThere() ? actual.kind() : Change.ABSENT, "a link to " + to)
                        .recordedAs(path, actual.isThere() ? actual.recordedKind() : Change.ABSENT, "link:" + to));
        if (actual.isDirectory()) {
            throw new UnsupportedState(
                    path + " is a directory",
                    "It was left as it is. If it may go, remove it by a task of its own, with state: absent.");
        }
        Optional<Blocker> blocker = inTheWay(actual);
        if (blocker.isPresent()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script script = FilePath.nameNew(path)
                .then(Script.of("ln -sT -- {} \"$new\"\nkeep {}", to, path))
                .then(FilePath.putNew(path));
        return FileContent.inFolder(actual, pendingChanges, changes, script);
    }

    private Plan planAbsent(FileState actual) {
        if (!actual.isThere()) {
            return Plan.NOTHING;
        }
        if (actual.isDirectory()) {
            return FileDirectory.removal(path, actual);
        }
        List<Change> changes = List.of(Change.of(path, PRESENT, Change.ABSENT));
        return inTheWay(actual)
                .map(blocker -> Plan.blocked(changes, blocker))
                .orElseGet(() -> Plan.of(changes, FileContent.keep(path, backup).then(Script.of("rm -f {}", path))));
    }

    /** Why a file can neither go nor become a link. */
    private Optional<Blocker> inTheWay(FileState actual) {
        return actual.isMountPoint()
                ? Optional.of(
                        Blocker.lasting(path + " is a mount point, so nothing takes its place before it is unmounted"))
                : actual.fixity(path);
    }

    /** A file gets back what was kept of it; a directory that was removed is gone. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        RecordedChange first = made.get(0);
        if (wanted() == State.DIRECTORY) {
            return new FileDirectory(path, new FileAttributes(mode, owner, group)).undo(made);
        }
        if (wanted() == State.ABSENT && !first.from().equals(PRESENT)) {
            return List.of();
        }
        return List.of(before(
                path,
                made,
                wanted() == State.ABSENT ? new Checksums(List.of(Change.ABSENT)) : Checksums.of(path, made)));
    }

    /** A regular file as it was before these changes: its content and all, or only its attributes where no more changed. */
    public static Resource<?> before(String path, List<RecordedChange> made, Checksums checksums) {
        List<RecordedChange> own = made.stream()
                .filter(change -> !change.isChecksum() && !change.to().equals(NOT_KEPT))
                .toList();
        if (own.stream().allMatch(FileAttributes::isOne)) {
            return new RestoreIfPresent<>(ofAttributes(path, State.FILE, FileAttributes.before(own)));
        }
        return new RestoreFile(path, made.get(0).wasAbsent(), checksums);
    }

    /** Attributes alone are given back where they were changed first; a place that a link led to later keeps its own. */
    @Override
    public List<Resource<?>> at(KeptPlaces keptPlaces) {
        List<String> lay = keptPlaces.of(path);
        return lay.isEmpty()
                ? List.of(this)
                : List.of(ofAttributes(lay.get(0), wanted(), new FileAttributes(mode, owner, group)));
    }

    @Override
    public List<String> brings() {
        return wanted() != State.ABSENT ? List.of(path) : List.of();
    }
}
