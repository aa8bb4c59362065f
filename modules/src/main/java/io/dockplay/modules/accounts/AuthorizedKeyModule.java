package io.dockplay.modules.accounts;

import io.dockplay.message.Message;
import io.dockplay.modules.base.AccountNames;
import io.dockplay.modules.base.RestoreIfPresent;
import io.dockplay.modules.base.RestoreState;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileDirectory;
import io.dockplay.modules.files.FileModule;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.modules.files.TextFile;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds and removes lines of a user's file of authorized keys. */
@PlaybookModule(
        name = "authorized-key",
        sentence = "Public keys that may, or may not, log in as a user.",
        example = """
                - name: Ann and Bob may log in as deploy
                  authorized-key:
                    user: deploy
                    key:
                      - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPkCMdD8mPSBd9axdf5ogezjFugxxXL8dqgq1dwWXk1W ann@desk
                      - from="192.0.2.0/24" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPkCMdD8mPSBd9axdf5ogezjFugxxXL8dqgq1dwWXk1X bob

                - name: Carol may not any more
                  authorized-key:
                    user: deploy
                    state: absent
                    key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPkCMdD8mPSBd9axdf5ogezjFugxxXL8dqgq1dwWXk1Y
                """)
public record AuthorizedKeyModule(
        @Option("whose keys they are") String user,

        @Option(
                value = "lines as in `authorized_keys`, with options and comments; a text of several lines is "
                        + "several keys",
                required = true)
        List<String> key,

        @Option(value = "whether these keys are there", defaults = "present")
        Optional<DesiredState> state,

        @Option("all other keys go; comments stay") Optional<Boolean> exclusive,

        @Option("the file; without it `.ssh/authorized_keys` in the home directory")
        Optional<String> path)
        implements Resource<AuthorizedKeyState> {

    /** Whether the keys may log in. */
    public enum DesiredState {
        /** The keys may log in. */
        PRESENT,
        /** The keys may not log in; lines are compared by the key alone, whatever the options and the comment. */
        ABSENT
    }

    private static final String FOLDER_MODE = "0700";
    private static final String FILE_MODE = "0600";

    public AuthorizedKeyModule {
        AccountNames.refuseOddName("user", user);
        path = path.map(FilePath::checked);
        key = key.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (key.isEmpty()) {
            throw new InvalidOption(
                    "key", Message.of("there is no key"), Message.of("Give a line as in the file id_rsa.pub."));
        }
        for (String line : key) {
            if (AuthorizedKey.of(line).filter(AuthorizedKey::isWhole).isEmpty()) {
                String shown = line.length() > 40 ? line.substring(0, 40) + "…" : line;
                throw new InvalidOption(
                        "key",
                        Message.of("\"%s\" is not a public key", shown),
                        Message.of("Give a line as in the file id_rsa.pub, whole."));
            }
        }
        if (state.equals(Optional.of(DesiredState.ABSENT)) && exclusive.orElse(false)) {
            throw new InvalidOption(
                    "exclusive",
                    Message.of("keys that shall be absent are not the only ones"),
                    Message.of("Leave out exclusive, or the state."));
        }
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    @Override
    public String label() {
        return path.map(file -> user + " in " + file).orElse(user);
    }

    /** Names the default file by {@code ~}, because only the host knows the user's home directory. */
    @Override
    public List<String> writes() {
        return List.of(path.orElse("~" + user + "/.ssh/authorized_keys"));
    }

    @Override
    public Script probe(Machine machine) {
        return AuthorizedKeyState.probe(user, path);
    }

    @Override
    public AuthorizedKeyState read(ProbeOutput probeOutput) {
        return AuthorizedKeyState.read(path, probeOutput);
    }

    @Override
    public Plan plan(AuthorizedKeyState actual, Machine machine, PendingChanges pendingChanges) {
        if (actual.uid().isEmpty()) {
            Change change = Change.of("keys", Change.ABSENT, key.size() == 1 ? "1 key" : key.size() + " keys");
            return isAbsent()
                    ? Plan.NOTHING
                    : Plan.blocked(
                            List.of(change),
                            Blocker.of(
                                    Message.of("there is no user %s", user),
                                    new Prerequisite(Prerequisite.Kind.USER, user)));
        }
        TextFile file = new TextFile(actual.path(), path.isPresent() ? actual.file() : beneathOwnFolder(actual));
        List<String> wanted = wanted(file.lines());
        boolean nothingToRemove = isAbsent() && wanted.equals(file.lines());
        if (nothingToRemove) {
            return Plan.NOTHING;
        }
        List<Change> changes = new ArrayList<>();
        Script script = path.isPresent() ? Script.NOTHING : folder(actual, machine, changes);
        boolean isOwned = actual.file().ownerId().equals(actual.uid());
        FileAttributes attributes = new FileAttributes(
                Optional.of(FILE_MODE), Optional.of(isOwned ? actual.uid() : user), Optional.of(actual.gid()));
        Plan content = TextFile.named(file.plan(wanted, attributes, machine, pendingChanges), actual.path());
        changes.addAll(content.changes());
        Plan plan = content.blocker().isPresent()
                ? Plan.blocked(changes, content.blocker().get())
                : Plan.of(changes, script.then(content.script()));
        Optional<String> writer = pendingChanges.writerOf(writes().get(0));
        plan = writer.isPresent() ? plan.after(writer.get()) : plan;
        return warnings(plan, machine);
    }

    private static FileState beneathOwnFolder(AuthorizedKeyState actual) {
        return actual.file().beneathNew(actual.folderPath());
    }

    /** The file's lines with the wanted keys; a key that is there with other options or another comment is replaced. */
    private List<String> wanted(List<String> lines) {
        Map<String, String> left = new LinkedHashMap<>();
        key.forEach(line -> AuthorizedKey.of(line).ifPresent(each -> left.put(each.blob(), line)));
        List<String> result = new ArrayList<>();
        for (String line : lines) {
            Optional<AuthorizedKey> there = AuthorizedKey.of(line);
            if (there.isEmpty()) {
                result.add(line);
                continue;
            }
            boolean asked = key.stream().anyMatch(each -> isSameKey(each, there.get()));
            String better = left.remove(there.get().blob());
            if (!asked && !exclusive.orElse(false)) {
                result.add(line);
            } else if (!isAbsent() && better != null) {
                result.add(better.equals(line.strip()) ? line : better);
            }
        }
        if (!isAbsent()) {
            result.addAll(left.values());
        }
        return result;
    }

    private static boolean isSameKey(String line, AuthorizedKey key) {
        return AuthorizedKey.of(line)
                .filter(each -> each.blob().equals(key.blob()))
                .isPresent();
    }

    /** Makes or corrects the directory, because sshd ignores the keys in one that others can write to. */
    private Script folder(AuthorizedKeyState actual, Machine machine, List<Change> changes) {
        String folder = actual.folderPath();
        String owners = actual.uid() + ":" + actual.gid();
        if (actual.folder().isEmpty()) {
            changes.add(FileDirectory.made(folder));
            return Script.of("mkdir -m 0700 {}\nchown {} {}", folder, owners, folder)
                    .then(FileAttributes.label(machine, folder));
        }
        String[] stat = actual.folder().split("\\|", -1);
        if (!stat[0].equals("directory")) {
            throw new UnsupportedState(
                    Message.of("%s is a %s", folder, stat[0]),
                    Message.of("It was left as it is; make it a directory of %s.", user));
        }
        Script script = Script.NOTHING;
        if (!stat[2].equals(actual.uid())) {
            changes.add(FileAttributes.named(Change.of(FileAttributes.OWNER, stat[2], actual.uid()), folder));
            script = script.then(Script.of("chown {} {}", actual.uid(), folder));
        }
        String mode = "0".repeat(Math.max(0, 4 - stat[1].length())) + stat[1];
        if (!mode.equals(FOLDER_MODE)) {
            changes.add(FileAttributes.named(Change.of(FileAttributes.MODE, mode, FOLDER_MODE), folder));
            script = script.then(Script.of("chmod 0700 {}", folder));
        }
        return script;
    }

    private Plan warnings(Plan plan, Machine machine) {
        if (machine.major() != 6 || isAbsent() || plan.isNothing()) {
            return plan;
        }
        Plan warned = plan;
        for (String line : key) {
            String type = AuthorizedKey.of(line).map(AuthorizedKey::type).orElse("");
            if (type.equals("ssh-ed25519") || type.startsWith("sk-")) {
                warned = warned.warning(Message.of("OpenSSH 5.3 of CentOS 6 does not know keys of the type %s", type));
            }
        }
        return warned;
    }

    /** Restores the file and its directory. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        Map<String, Resource<?>> files = new LinkedHashMap<>();
        List<Resource<?>> folders = new ArrayList<>();
        for (RecordedChange change : made) {
            String name = TextFile.fileOf(change).orElse("");
            boolean isWhole = change.isOf(name);
            if (name.isEmpty()) {
                continue;
            }
            if (path.isPresent() ? name.equals(path.get()) : name.endsWith("/authorized_keys")) {
                boolean wasAbsent = isWhole && change.wasAbsent();
                files.computeIfAbsent(name, file -> new RestoreFile(file, wasAbsent, Checksums.of(file, made)));
            } else if (isWhole) {
                folders.add(new RestoreFile(name, true, Checksums.NONE));
            } else {
                boolean isMode = change.key().startsWith(FileAttributes.MODE);
                Optional<String> former = Optional.of(change.from());
                folders.add(new RestoreState<>(new RestoreIfPresent<>(FileModule.ofAttributes(
                        name,
                        FileModule.DesiredState.DIRECTORY,
                        new FileAttributes(
                                former.filter(mode -> isMode), former.filter(owner -> !isMode), Optional.empty())))));
            }
        }
        List<Resource<?>> former = new ArrayList<>(files.values());
        former.addAll(folders);
        return former;
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of("the keys of " + user);
    }
}
