package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file, a directory or a link with a wanted content and wanted attributes, or none at all.
 *
 * <pre>{@code
 * file: {path: /etc/motd, content: "Managed by dockplay\n", mode: "0644"}
 * file: {path: /etc/sysconfig/docker, lines: [DOCKER_CERT_PATH=/etc/docker]}
 * file: {path: /var/lib/docker, state: absent}
 * }</pre>
 *
 * @param path where it is, from the root
 * @param state file (what is meant without it), directory, link or absent
 * @param content the whole content, as text
 * @param template a file beside the playbook whose expressions are evaluated; the result is the whole content
 * @param source a file beside the playbook, taken byte for byte as the whole content
 * @param lines lines that the file shall have; {@code key=value} takes the place of the line that sets the same key
 * @param linesAbsent lines that the file shall not have
 * @param target what a link points to
 * @param mode the permissions, as four octal digits; without it they stay, and a new file gets 0644, a directory 0755
 * @param owner the user; without it that stays
 * @param group the group; without it that stays
 * @param backup whether a copy with the date in its name is left beside the file when its content changes
 */
public record FileModule(
        String path,
        Optional<State> state,
        Optional<String> content,
        Optional<Content> template,
        Optional<Content> source,
        List<String> lines,
        List<String> linesAbsent,
        Optional<String> target,
        Optional<String> mode,
        Optional<String> owner,
        Optional<String> group,
        Optional<Boolean> backup)
        implements Resource<FileState> {

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

    /** Directories that a system cannot be without. */
    private static final List<String> VITAL = List.of(
            "/",
            "/bin",
            "/boot",
            "/dev",
            "/etc",
            "/home",
            "/lib",
            "/lib64",
            "/mnt",
            "/opt",
            "/proc",
            "/root",
            "/run",
            "/sbin",
            "/srv",
            "/sys",
            "/tmp",
            "/usr",
            "/usr/bin",
            "/usr/lib",
            "/usr/lib64",
            "/usr/sbin",
            "/usr/share",
            "/var",
            "/var/cache",
            "/var/lib",
            "/var/lib/rpm",
            "/var/log",
            "/var/run",
            "/var/spool");

    private static final String CONTENT = "content";
    private static final String MODE = "mode";
    private static final String OWNER = "owner";
    private static final String GROUP = "group";

    public FileModule {
        lines = List.copyOf(lines);
        linesAbsent = List.copyOf(linesAbsent);
        mode = mode.map(digits -> digits.length() == 3 ? "0" + digits : digits);
        if (!path.startsWith("/") || path.matches(".*(/\\.{0,2}/|/\\.{1,2}$).*")) {
            throw new InvalidOption(
                    "path", "\"" + path + "\" is not a whole path", "Begin it with a slash, and leave out . and ..");
        }
        if (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (mode.isPresent() && !mode.get().matches("[0-7]{4}")) {
            throw new InvalidOption(
                    MODE,
                    "mode \"" + mode.get() + "\" is not an octal file mode",
                    "Write it as \"0644\", with quotes.");
        }
        long contents =
                Stream.of(content, template, source).filter(Optional::isPresent).count();
        boolean edited = !lines.isEmpty() || !linesAbsent.isEmpty();
        State wanted = state.orElse(State.FILE);
        if (contents + (edited ? 1 : 0) > 1) {
            throw new InvalidOption(
                    "",
                    "the content of " + path + " is given more than once",
                    "Give one of content, template and source, or lines.");
        }
        if (wanted != State.FILE && (contents > 0 || edited)) {
            throw new InvalidOption(
                    "state",
                    path + " shall be " + wanted.name().toLowerCase(Locale.ROOT) + ", and yet have a content",
                    "Leave out one of the two.");
        }
        if ((wanted == State.LINK) != target.isPresent()) {
            throw new InvalidOption(
                    "target", "state: link and target come together", "Write state: link and target: /path.");
        }
        if (wanted == State.FILE && contents == 0 && !edited && mode.isEmpty() && owner.isEmpty() && group.isEmpty()) {
            throw new InvalidOption(
                    "", "nothing is asked of the file " + path, "Give its content, lines, mode, owner or group.");
        }
        if (wanted == State.ABSENT && (VITAL.contains(path) || path.startsWith("/proc/") || path.startsWith("/sys/"))) {
            throw new InvalidOption("path", path + " is never removed", "No system works without it.");
        }
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
        return wanted() == State.ABSENT ? List.of() : List.of(path);
    }

    @Override
    public Script probe(Machine machine) {
        return FileState.probe(path, wanted() == State.FILE, owner, group);
    }

    @Override
    public FileState read(Answers answers) {
        return FileState.read(answers);
    }

    @Override
    public Plan plan(FileState actual, Machine machine, Pending pending) {
        return switch (wanted()) {
            case FILE -> planFile(actual, machine, pending);
            case DIRECTORY -> planDirectory(actual);
            case LINK -> planLink(actual);
            case ABSENT -> planAbsent(actual);
        };
    }

    private Plan planFile(FileState actual, Machine machine, Pending pending) {
        List<Change> changes = new ArrayList<>();
        Optional<String> writer = pending.writerOf(path);
        if (actual.isDirectory()) {
            return Plan.blocked(List.of(Change.of(path, "a directory", "a file")), path + " is a directory");
        }
        boolean keepsContent = wholeContent().isEmpty() && lines.isEmpty() && linesAbsent.isEmpty();
        if (!actual.isThere() && wholeContent().isEmpty()) {
            return Plan.blocked(
                    List.of(Change.of(keepsContent ? "attributes" : "lines", Change.ABSENT, "as wanted")),
                    "there is no file " + path);
        }
        byte[] wanted = wholeContent().orElseGet(() -> FileLines.edited(actual.content(), lines, linesAbsent));
        boolean rewrites = !keepsContent && (!actual.isFile() || !actual.hasContent(wanted));
        if (actual.isLink() && !keepsContent) {
            changes.add(Change.of("type", "a link to " + actual.target(), "a file"));
        }
        if (rewrites) {
            Change change = contentChange(actual, wanted);
            changes.add(
                    writer.filter(any -> !lines.isEmpty()).map(change::after).orElse(change));
        }
        changes.addAll(attributes(actual));
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<String> obstacle = actual.obstacle(path, owner, group);
        if (obstacle.isPresent()) {
            return Plan.blocked(changes, obstacle.get());
        }
        Script script = rewrites || actual.isLink()
                ? write(actual, wanted, machine)
                : Script.of("keep {}", path).then(setAttributes(actual, Optional.empty()));
        return Plan.of(changes, script);
    }

    private Optional<byte[]> wholeContent() {
        return content.map(text -> text.getBytes(StandardCharsets.UTF_8))
                .or(() -> template.map(Content::bytes))
                .or(() -> source.map(Content::bytes));
    }

    private Change contentChange(FileState actual, byte[] wanted) {
        boolean shown = FileState.isText(wanted) && (!actual.isFile() || actual.isShownText());
        String from = actual.isFile() ? actual.size() : Change.ABSENT;
        Change change = Change.of(CONTENT, from, FileState.size(wanted));
        if (!shown) {
            return change;
        }
        String before = actual.isFile() ? new String(actual.content(), StandardCharsets.UTF_8) : "";
        return change.withDiff(UnifiedDiff.of(path, before, new String(wanted, StandardCharsets.UTF_8)));
    }

    /** Whole or not at all: a file beside it with all its attributes takes its place. */
    private Script write(FileState actual, byte[] wanted, Machine machine) {
        String beside = path + ".dockplay-new";
        Script copy = Script.of("keep {}\nrm -f {}\ncp {} {}", path, beside, new Content(wanted), beside);
        if (backup.orElse(false) && actual.isFile()) {
            copy = Script.of("cp -a {} {}\"$(date +.%Y%m%d-%H%M%S)~\"", path, path)
                    .then(copy);
        }
        String permissions = mode.orElse(actual.isFile() ? actual.mode() : "0644");
        Script attributes = setOwner(actual, beside).then(Script.of("chmod {} {}", permissions, beside));
        Script context = machine.selinux().equals("disabled")
                ? Script.NOTHING
                : actual.isFile() ? Script.of("chcon --reference={} {} || :", path, beside) : Script.NOTHING;
        Script move = Script.of("mv -f {} {}", beside, path);
        Script label = machine.selinux().equals("disabled") || actual.isFile()
                ? Script.NOTHING
                : Script.of("restorecon {} || :", path);
        return copy.then(attributes).then(context).then(move).then(label);
    }

    private Script setOwner(FileState actual, String file) {
        String user = owner.orElse(actual.isThere() ? actual.owner() : "");
        String team = group.orElse(actual.isThere() ? actual.group() : "");
        return user.isEmpty() && team.isEmpty()
                ? Script.NOTHING
                : Script.of("chown -h {} {}", user + (team.isEmpty() ? "" : ":" + team), file);
    }

    private List<Change> attributes(FileState actual) {
        List<Change> changes = new ArrayList<>();
        boolean isNew = !actual.isThere();
        add(changes, MODE, isNew ? Change.ABSENT : actual.mode(), mode);
        add(changes, OWNER, isNew ? Change.ABSENT : actual.owner(), owner);
        add(changes, GROUP, isNew ? Change.ABSENT : actual.group(), group);
        return changes;
    }

    private static void add(List<Change> changes, String what, String from, Optional<String> wanted) {
        wanted.filter(to -> !to.equals(from)).ifPresent(to -> changes.add(Change.of(what, from, to)));
    }

    private Script setAttributes(FileState actual, Optional<String> newMode) {
        Script script = owner.isPresent() || group.isPresent() ? setOwner(actual, path) : Script.NOTHING;
        return mode.or(() -> newMode)
                .map(digits -> script.then(Script.of("chmod {} {}", digits, path)))
                .orElse(script);
    }

    private Plan planDirectory(FileState actual) {
        List<Change> changes = new ArrayList<>();
        if (actual.isThere() && !actual.isDirectory()) {
            return Plan.blocked(List.of(Change.of(path, actual.kind(), "a directory")), path + " is " + actual.kind());
        }
        if (!actual.isThere()) {
            changes.add(Change.of("directory", Change.ABSENT, "present"));
        }
        changes.addAll(attributes(actual));
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<String> unknown = actual.unknownOwner(owner, group);
        if (unknown.isPresent()) {
            return Plan.blocked(changes, unknown.get());
        }
        Script make = actual.isThere() ? Script.NOTHING : Script.of("mkdir -p {}", path);
        return Plan.of(
                changes, make.then(setAttributes(actual, actual.isThere() ? Optional.empty() : Optional.of("0755"))));
    }

    private Plan planLink(FileState actual) {
        String to = target.orElse("");
        if (actual.isLink() && actual.target().equals(to)) {
            return Plan.NOTHING;
        }
        String from = !actual.isThere() ? Change.ABSENT : actual.isLink() ? actual.target() : actual.kind();
        List<Change> changes = List.of(Change.of("link", from, to));
        if (actual.isDirectory()) {
            return Plan.blocked(changes, path + " is a directory");
        }
        return actual.obstacle(path, Optional.empty(), Optional.empty())
                .map(reason -> Plan.blocked(changes, reason))
                .orElse(Plan.of(
                        changes,
                        Script.of(
                                "keep {}\nrm -f {}\nln -s {} {}\nmv -f {} {}",
                                path,
                                path + ".dockplay-new",
                                to,
                                path + ".dockplay-new",
                                path + ".dockplay-new",
                                path)));
    }

    private Plan planAbsent(FileState actual) {
        if (!actual.isThere() || (actual.isMountPoint() && actual.isEmpty())) {
            return Plan.NOTHING;
        }
        if (!actual.isDirectory()) {
            return Plan.of(
                    List.of(Change.of(path, "present", Change.ABSENT)), Script.of("keep {}\nrm -f {}", path, path));
        }
        Change change = actual.isMountPoint()
                ? Change.of(path, "a mount point with something in it", "an empty mount point")
                : Change.of(path, "a directory", Change.ABSENT);
        return Plan.of(List.of(change), FileState.removeDirectory(path));
    }

    /** A file gets back what was kept of it; a directory that was made goes when it is empty. */
    @Override
    public List<Resource<?>> undo(List<Change> made) {
        Change first = made.get(0);
        boolean wasAbsent = first.from().equals(Change.ABSENT);
        if (wanted() == State.DIRECTORY && !wasAbsent) {
            return List.of(new FileModule(
                    path,
                    state,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    former(made, MODE),
                    former(made, OWNER),
                    former(made, GROUP),
                    Optional.empty()));
        }
        boolean removedDirectory = first.what().equals(path) && !first.from().equals("present");
        return removedDirectory ? List.of() : List.of(new FormerFile(path, wasAbsent));
    }

    private static Optional<String> former(List<Change> made, String what) {
        return made.stream()
                .filter(change -> change.what().equals(what))
                .map(Change::from)
                .findFirst();
    }
}
