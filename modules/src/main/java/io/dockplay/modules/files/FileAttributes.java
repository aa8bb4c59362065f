package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.modules.base.AccountNames;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The owner, group and mode of a file; an empty one stays as it is.
 *
 * @param mode four octal digits, or changes such as {@code u=rwX,go-w} until {@link #forFile} or {@link #forDirectory} knows
 *     what they make of the mode that is there
 * @param owner a user's name or number
 * @param group a group's name or number
 */
public record FileAttributes(Optional<String> mode, Optional<String> owner, Optional<String> group) {

    public static final String MODE = "mode";
    public static final String OWNER = "owner";
    static final String GROUP = "group";

    private static final List<String> NAMES = List.of(MODE, OWNER, GROUP);

    public FileAttributes {
        mode = mode.map(FileMode::new).map(FileMode::text);
        refuseOddName(OWNER, owner);
        refuseOddName(GROUP, group);
    }

    private static void refuseOddName(String option, Optional<String> name) {
        if (name.isPresent() && !name.get().matches("[\\p{L}0-9_][^\\s:]*")) {
            throw new InvalidOption(
                    option,
                    Message.of("%s \"%s\" is not a name", option, name.get()),
                    Message.of("Give one name or one number; owner and group are two options."));
        }
    }

    boolean isEmpty() {
        return mode.isEmpty() && owner.isEmpty() && group.isEmpty();
    }

    /** Returns these attributes with the digits of the mode that a file gets; what is no file is replaced by a new one. */
    FileAttributes forFile(FileState actual) {
        return on(actual.isFile() ? actual.mode() : FileMode.NEW_FILE, false);
    }

    /** Returns these attributes with the digits of the mode that a directory gets. */
    FileAttributes forDirectory(FileState actual) {
        return on(actual.isDirectory() ? actual.mode() : FileMode.NEW_DIRECTORY, true);
    }

    private FileAttributes on(String actual, boolean isDirectory) {
        return new FileAttributes(mode.map(text -> new FileMode(text).of(actual, isDirectory)), owner, group);
    }

    /** Whether the mode depends on the one that is there. */
    boolean isRelative() {
        return mode.isPresent() && !new FileMode(mode.get()).isOctal();
    }

    static boolean isOne(RecordedChange change) {
        return isNamedBy(change) && !change.wasAbsent();
    }

    /** Whether a change is about one of the attributes, even of something new. */
    public static boolean isNamedBy(RecordedChange change) {
        return NAMES.contains(change.key());
    }

    /** Returns the change of an attribute with the file's name in its words and in its key. */
    public static Change named(Change change, String path) {
        return change.called(change.what() + " of " + path)
                .recordedAs(change.recorded().key() + ":" + path);
    }

    /** Reads which file a change is about that {@link #named} has made. */
    public static Optional<String> fileOf(RecordedChange change) {
        return NAMES.stream()
                .map(name -> name + ":/")
                .filter(change.key()::startsWith)
                .map(prefix -> change.key().substring(prefix.length() - 1))
                .findFirst();
    }

    /** Compares the attributes with the actual ones; all of them are changes when nothing is there. */
    List<Change> changes(FileState actual) {
        List<Change> changes = new ArrayList<>();
        add(changes, MODE, actual.mode(), actual.mode(), mode);
        add(changes, OWNER, actual.owner(), actual.ownerId(), owner);
        add(changes, GROUP, actual.group(), actual.groupId(), group);
        return changes;
    }

    private static void add(List<Change> changes, String what, String name, String number, Optional<String> wanted) {
        wanted.filter(to -> !to.equals(name) && !to.equals(number))
                .ifPresent(to -> changes.add(Change.of(what, name.isEmpty() ? Change.ABSENT : name, to)));
    }

    /** The blocker of a user or a group that does not exist on the host. */
    public Optional<Blocker> blocker(FileState actual) {
        List<Blocker> all = new ArrayList<>();
        owner.filter(name -> !actual.ownerIsKnown() && !isNumber(name))
                .ifPresent(name -> all.add(Blocker.of(
                        Message.of("there is no user %s", name), new Prerequisite(Prerequisite.Kind.USER, name))));
        group.filter(name -> !actual.groupIsKnown() && !isNumber(name))
                .ifPresent(name -> all.add(Blocker.of(
                        Message.of("there is no group %s", name), new Prerequisite(Prerequisite.Kind.GROUP, name))));
        return all.isEmpty() ? Optional.empty() : Optional.of(Blocker.all(all));
    }

    /** Finds the earlier task of the run that creates the missing user or group. */
    Optional<String> creator(FileState actual, PendingChanges pendingChanges) {
        Optional<String> noUser = owner.filter(name -> !actual.ownerIsKnown() && !isNumber(name));
        Optional<String> noGroup = group.filter(name -> !actual.groupIsKnown() && !isNumber(name));
        Optional<String> user = noUser.flatMap(name -> pendingChanges.writerOf(AccountNames.user(name)));
        Optional<String> first = noGroup.flatMap(name -> AccountNames.groupTask(pendingChanges, name));
        boolean comesAll = noUser.isPresent() == user.isPresent() && noGroup.isPresent() == first.isPresent();
        return comesAll ? user.or(() -> first) : Optional.empty();
    }

    private static boolean isNumber(String name) {
        return name.matches("[0-9]+");
    }

    /**
     * Sets these attributes on a new file; for the empty ones it takes those of the former file.
     *
     * <p>The mode is always set, and last, because a change of the owner clears set-user-ID.
     *
     * @param actual what is or was there, when it is of the same type
     * @param file the shell word of the file
     * @param newMode the mode where neither gives one
     */
    Script set(Optional<FileState> actual, Script file, String newMode) {
        String user = owner(actual).orElse("");
        String team = group(actual).map(name -> ":" + name).orElse("");
        Script own = user.isEmpty() && team.isEmpty() ? Script.NOTHING : Script.of("chown {} {}", user + team, file);
        return own.then(Script.of("chmod {} {}", mode(actual, newMode), file));
    }

    /** Makes a new file with a content and, as {@link #set} does it, with these attributes: all of it is one process. */
    Script install(Optional<FileState> actual, Content content, Script file, String newMode) {
        Script user = owner(actual).map(name -> Script.of(" -o {}", name)).orElse(Script.NOTHING);
        Script team = group(actual).map(name -> Script.of(" -g {}", name)).orElse(Script.NOTHING);
        return Script.of("install -T{}{} -m {} {} {}", user, team, mode(actual, newMode), content, file);
    }

    private Optional<String> owner(Optional<FileState> actual) {
        return owner.or(() -> actual.map(FileState::ownerId));
    }

    private Optional<String> group(Optional<FileState> actual) {
        return group.or(() -> actual.map(FileState::groupId));
    }

    private String mode(Optional<FileState> actual, String newMode) {
        return mode.or(() -> actual.map(FileState::mode)).orElse(newMode);
    }

    /** Sets these attributes on what is there; the empty ones stay. */
    Script change(FileState actual, String path) {
        Script file = Script.of("{}", path);
        if (owner.isEmpty() && group.isEmpty()) {
            return mode.map(digits -> Script.of("chmod {} {}", digits, file)).orElse(Script.NOTHING);
        }
        return set(Optional.of(actual), file, "");
    }

    /** Sets the SELinux label of something new at a path, as the policy wants it. */
    public static Script label(Machine machine, String path) {
        return machine.selinux().equals("disabled") ? Script.NOTHING : Script.of("restorecon {} || :", path);
    }

    /** Reads the former attributes from the recorded changes. */
    public static FileAttributes before(List<RecordedChange> made) {
        return new FileAttributes(first(made, MODE), first(made, OWNER), first(made, GROUP));
    }

    private static Optional<String> first(List<RecordedChange> made, String key) {
        return made.stream()
                .filter(change -> change.isOf(key))
                .map(RecordedChange::from)
                .findFirst();
    }
}
