package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.modules.text.TextEdits;
import io.dockplay.modules.text.UnifiedDiff;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;
import io.dockplay.resource.UnsupportedState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The wanted content of a regular file.
 *
 * @param path the file
 * @param whole its whole content; none where only some lines are edited
 * @param edits the lines to add and to remove
 * @param backup whether a copy with the date in its name is left beside it; when it is false, not even uninstall's copy
 *     is kept
 * @param attributes its mode and owners
 * @param validation what judges a new content before it takes its place
 */
public record FileContent(
        String path,
        Optional<Content> whole,
        TextEdits edits,
        Optional<Boolean> backup,
        FileAttributes attributes,
        Optional<Validation> validation) {

    public static final String CONTENT = "content";
    /** The size above which the function {@code keep} of runtime.sh keeps no copy of a file. */
    private static final long MOST_KEPT = 10L << 20;

    private static final Script NEW = Script.of("\"$new\"");

    public FileContent(
            String path,
            Optional<Content> whole,
            TextEdits edits,
            Optional<Boolean> backup,
            FileAttributes attributes) {
        this(path, whole, edits, backup, attributes, Optional.empty());
    }

    public Plan plan(FileState actual, Machine machine, PendingChanges pendingChanges) {
        if (!actual.isThere() && whole.isEmpty()) {
            boolean onlyAbsentLines = !edits.brings() && attributes.isEmpty();
            return onlyAbsentLines ? Plan.NOTHING : missing();
        }
        unfit(actual).ifPresent(reason -> {
            throw new UnsupportedState(reason, Message.of("It was left as it is."));
        });
        byte[] wanted = whole.map(Content::bytes).orElseGet(() -> edits.applied(actual.content()));
        boolean asked = whole.isPresent() || !edits.isEmpty();
        boolean rewrites = asked && (!actual.isFile() || !actual.hasContent(wanted));
        List<Change> changes = new ArrayList<>();
        if (actual.isLink()) {
            changes.add(Change.of("type", actual.kind(), "a file").recordedAs("type", actual.recordedKind(), "file"));
        }
        if (rewrites) {
            changes.add(contentChange(actual, wanted, pendingChanges));
        }
        changes.addAll(attributes.changes(actual));
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<Blocker> fixity = actual.fixity(path);
        if (fixity.isPresent()) {
            return Plan.blocked(changes, fixity.get());
        }
        Optional<Blocker> blocker = attributes.blocker(actual);
        Optional<String> creator = attributes.creator(actual, pendingChanges);
        if (blocker.isPresent() && creator.isEmpty()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script script =
                rewrites ? write(actual, wanted, machine) : keep(path, backup).then(attributes.change(actual, path));
        Plan certain = inFolder(actual, pendingChanges, changes, script);
        Plan plan = creator.map(certain::after).orElse(certain);
        return rewrites ? withWarningOfFormer(withWarningOfTwo(plan, actual), path, actual, backup) : plan;
    }

    /**
     * Adds a warning when a new line sets a key that another line sets already; {@code settings} would replace that
     * one.
     */
    private Plan withWarningOfTwo(Plan plan, FileState actual) {
        Plan warned = plan;
        for (String key : whole.isPresent() ? List.<String>of() : edits.setTwice(actual.content())) {
            warned = warned.warning(Message.of(
                    "%s sets %s already, and that line stays, because lines are whole lines; where %s shall have "
                            + "one value, write settings: [%s=…]",
                    path, key, key, key));
        }
        return warned;
    }

    /** Adds a warning to the plan of replacing a file when the former one is too large to be kept, or is mounted. */
    static Plan withWarningOfFormer(Plan plan, String path, FileState actual, Optional<Boolean> backup) {
        Plan warned = actual.isFile() && actual.bytes() > MOST_KEPT && backup.orElse(true)
                ? plan.warning(Message.of(
                        "%s is larger than 10 MiB, so no copy is kept of it; uninstall will leave what comes", path))
                : plan;
        return actual.isFile() && actual.isMountPoint()
                ? warned.warning(Message.of(
                        "%s is a mount point, so it is written in place: who reads it meanwhile may see a part of it",
                        path))
                : warned;
    }

    /** Lets the new content be judged. It is on record before, for the record names the change already, and an uninstall looks at both. */
    private Script judge(byte[] wanted) {
        return validation
                .map(each -> FilePath.writing(path, Sha256.hex(wanted)).then(each.script()))
                .orElse(Script.NOTHING);
    }

    /** Keeps the former file for an uninstall, unless the task refuses that. */
    static Script keep(String path, Optional<Boolean> backup) {
        return backup.orElse(true) ? FilePath.keep(path) : Script.of("keep_not {}", path);
    }

    /** Makes the plan if the file's directory exists, or will exist after an earlier task; else a blocked one. */
    static Plan inFolder(FileState actual, PendingChanges pendingChanges, List<Change> changes, Script script) {
        if (actual.missing().isEmpty()) {
            return Plan.of(changes, script);
        }
        String folder = actual.missing().get(0);
        return pendingChanges
                .writerOf(folder)
                .map(maker -> Plan.of(
                        changes.stream().map(change -> change.after(maker)).toList(), script))
                .orElseGet(() -> Plan.blocked(changes, noDirectory(folder, actual)));
    }

    private static Blocker noDirectory(String folder, FileState actual) {
        Blocker missing = Blocker.of(Message.of("there is no directory %s", folder), Prerequisite.path(folder));
        return actual.obstruction()
                .map(above -> Blocker.all(List.of(above, missing)))
                .orElse(missing);
    }

    private Plan missing() {
        String what = edits.isEmpty() ? "attributes" : "lines";
        return Plan.blocked(
                List.of(Change.of(what, Change.ABSENT, "as wanted")
                        .recordedAs(what, Change.ABSENT, RecordedChange.PRESENT)),
                Blocker.of(Message.of("there is no file %s", path), Prerequisite.path(path)));
    }

    private Optional<Message> unfit(FileState actual) {
        if (actual.isLink()) {
            return whole.isPresent()
                    ? Optional.empty()
                    : Optional.of(Message.of("%s; name that file instead", actual.whatIs(path)));
        }
        if (actual.isThere() && !actual.isFile()) {
            return Optional.of(actual.whatIs(path));
        }
        if (edits.isEmpty()) {
            return Optional.empty();
        }
        if (actual.isUnreadable()) {
            return Optional.of(Message.of("%s cannot be read by the user that dockplay logs in as", path));
        }
        return actual.isLarge()
                ? Optional.of(
                        Message.of("%s is larger than 1 MiB, which is too large for its lines to be edited", path))
                : Optional.empty();
    }

    private Change contentChange(FileState actual, byte[] wanted, PendingChanges pendingChanges) {
        Change change = Change.of(
                        CONTENT, actual.isFile() ? actual.described() : Change.ABSENT, FileBytes.described(wanted))
                .recordedAs(CONTENT, actual.isFile() ? RecordedChange.PRESENT : Change.ABSENT, RecordedChange.PRESENT);
        if (FileBytes.isText(wanted) && (!actual.isFile() || actual.isShownText())) {
            String before = new String(actual.content(), StandardCharsets.UTF_8);
            String diff = UnifiedDiff.of(path, before, new String(wanted, StandardCharsets.UTF_8));
            change = diff.isEmpty() ? change : change.withDiff(diff);
        }
        // The lines to edit are known only when that task has written the file.
        Optional<String> writer = whole.isPresent() ? Optional.empty() : pendingChanges.writerOf(path);
        return writer.map(change::after).orElse(change);
    }

    /** Replaces the file in one step: a new file beside it, with all attributes set, is moved to its place. */
    private Script write(FileState actual, byte[] wanted, Machine machine) {
        return FilePath.nameNew(path)
                .then(attributes.install(former(actual), new Content(wanted), NEW, FileMode.NEW_FILE))
                .then(keep(path, backup))
                .then(judge(wanted))
                .then(place(
                        path,
                        actual,
                        backup,
                        attributes,
                        machine,
                        Script.NOTHING,
                        validation.isPresent() ? Script.NOTHING : FilePath.writing(path, Sha256.hex(wanted))));
    }

    /**
     * Moves {@code $new} to the path, with the wanted attributes or the former ones.
     *
     * <p>A mounted file cannot be replaced, so only its content is written.
     */
    static Script place(
            String path, FileState actual, Optional<Boolean> backup, FileAttributes attributes, Machine machine) {
        return place(
                path,
                actual,
                backup,
                attributes,
                machine,
                attributes.set(former(actual), NEW, FileMode.NEW_FILE),
                Script.of("writing \"$new\" {}", path));
    }

    private static Optional<FileState> former(FileState actual) {
        return Optional.of(actual).filter(FileState::isFile);
    }

    private static Script place(
            String path,
            FileState actual,
            Optional<Boolean> backup,
            FileAttributes attributes,
            Machine machine,
            Script attributed,
            Script writing) {
        Optional<FileState> former = former(actual);
        Script copy = backup.orElse(false) && former.isPresent()
                ? Script.of("cp -a {} {}\"$(date +.%Y%m%d-%H%M%S)~\"", path, path)
                : Script.NOTHING;
        if (former.isPresent() && actual.isMountPoint()) {
            return copy.then(writing)
                    .then(Script.of("cat \"$new\" >{}", path))
                    .then(attributes.isEmpty() ? Script.NOTHING : attributes.change(actual, path));
        }
        Script same = former.isPresent() && !machine.selinux().equals("disabled")
                ? Script.of("chcon --reference={} \"$new\" || :", path)
                : Script.NOTHING;
        return copy.then(attributed)
                .then(same)
                .then(writing)
                .then(FilePath.moveNew(path))
                .then(former.isPresent() ? Script.NOTHING : FileAttributes.label(machine, path));
    }
}
