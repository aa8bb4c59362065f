package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.modules.text.FileLines;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Script;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.resource.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text file of which a module edits only a part.
 *
 * @param path the file
 * @param actual what is at the path
 */
public record TextFile(String path, FileState actual) {

    public TextFile {
        Optional<Message> reason = unfit(path, actual);
        if (reason.isPresent()) {
            throw new UnsupportedState(reason.get(), Message.of("It was left as it is."));
        }
    }

    private static Optional<Message> unfit(String path, FileState actual) {
        if (actual.isThere() && !actual.isFile()) {
            return Optional.of(Message.of("%s, and not a file of its own", actual.whatIs(path)));
        }
        if (actual.isUnreadable()) {
            return Optional.of(Message.of("%s cannot be read by the user that dockplay logs in as", path));
        }
        return actual.isLarge()
                ? Optional.of(Message.of("%s is larger than 1 MiB, which is too large for it to be edited", path))
                : Optional.empty();
    }

    /** Returns the file's lines; none when it does not exist. */
    public List<String> lines() {
        return lines(actual.content());
    }

    /** Returns the file's lines after these edits. */
    public List<String> lines(FileLines edits) {
        return lines(edits.applied(actual.content()));
    }

    /** Splits a content into lines at newlines only; no byte is lost, so all other lines stay as they are. */
    private static List<String> lines(byte[] content) {
        String text = Utf8.text(content);
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = List.of(text.split("\n", -1));
        return text.endsWith("\n") ? lines.subList(0, lines.size() - 1) : lines;
    }

    /**
     * Plans to write these lines and attributes; when an earlier task will change the file, they are certain only after
     * it.
     */
    public Plan plan(List<String> wanted, FileAttributes attributes, Machine machine, PendingChanges pendingChanges) {
        String text = String.join("\n", wanted) + (wanted.isEmpty() ? "" : "\n");
        Optional<Content> whole = wanted.equals(lines())
                ? Optional.of(new Content(actual.content())).filter(content -> actual.isThere())
                : Optional.of(new Content(Utf8.bytes(text)));
        if (whole.isEmpty()) {
            return Plan.NOTHING;
        }
        Plan plan = new FileContent(path, whole, FileLines.NONE, Optional.empty(), attributes)
                .plan(actual, machine, pendingChanges);
        Optional<String> writer = pendingChanges.writerOf(path);
        return writer.isEmpty() ? plan : plan.after(writer.get());
    }

    /** Plans to remove the file. */
    public Plan removal() {
        List<Change> changes = List.of(Change.of(FileContent.CONTENT, actual.described(), Change.ABSENT)
                .recordedAs(FileContent.CONTENT, RecordedChange.PRESENT, Change.ABSENT));
        return actual.fixity(path)
                .map(blocker -> Plan.blocked(changes, blocker))
                .orElseGet(() -> Plan.of(changes, Script.of("keep {}\nrm -f {}", path, path)));
    }

    /** Returns a plan in which each change of the file's content or attributes names the file. */
    public static Plan named(Plan plan, String path) {
        return new Plan(
                plan.changes().stream().map(change -> named(change, path)).toList(),
                plan.script(),
                plan.blocker(),
                plan.warnings());
    }

    private static Change named(Change change, String path) {
        return change.recorded().isOf(FileContent.CONTENT)
                ? change.called(path).recordedAs(path)
                : FileAttributes.named(change, path);
    }

    /** Reads which file a change is about that {@link #named} has made. */
    public static Optional<String> fileOf(RecordedChange change) {
        String name = FileAttributes.fileOf(change).orElse(change.key());
        return Optional.of(name).filter(each -> each.startsWith("/") && !change.isChecksum());
    }

    /** Makes the restore of the file; none when these changes did not change it. */
    public static Optional<RestoreFile> former(String path, List<RecordedChange> made) {
        List<RecordedChange> own = made.stream()
                .filter(change -> change.isOf(FileContent.CONTENT) || FileAttributes.isOne(change))
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<String> written = new ArrayList<>(Checksums.of(path, made).written());
        if (written.isEmpty()) {
            own.stream().filter(RecordedChange::isRemoval).findFirst().ifPresent(change -> written.add(Change.ABSENT));
        }
        return Optional.of(new RestoreFile(path, own.get(0).wasAbsent(), new Checksums(written)));
    }
}
