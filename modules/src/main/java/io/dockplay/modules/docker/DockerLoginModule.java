package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileContent;
import io.dockplay.modules.files.FileDirectory;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.modules.files.RestoreSecretFile;
import io.dockplay.modules.files.TextFile;
import io.dockplay.modules.text.FileLines;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InitSystem;
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
import io.dockplay.resource.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Edits the entry of one registry in the configuration of Docker's client. */
@PlaybookModule(
        name = "docker-login",
        sentence = "The login of Docker's client to a registry, as `docker login` leaves it.",
        example = """
                - name: Deployments may pull from the company's registry
                  docker-login:
                    registry: registry.example.com
                    username: deploy
                    password: "${registry_password}"

                - name: Nobody is logged in to Docker Hub
                  docker-login: {state: absent}
                """)
public record DockerLoginModule(
        @Option("`HOST` or `HOST:PORT`, as images of it begin; without it Docker Hub")
        Optional<String> registry,

        @Option("who logs in; required but with `state: absent`")
        Optional<String> username,

        @Option("the password or token; required but with `state: absent`")
        Optional<String> password,

        @Option(value = "whether the client is logged in", defaults = "present")
        Optional<DesiredState> state,

        @Option(value = "whether, on CentOS 7, the registry is asked before a login is written", defaults = "true")
        Optional<Boolean> check,

        @Option(value = "the client's file", defaults = "/root/.docker/config.json")
        Optional<String> path)
        implements Resource<DockerLoginModule.State> {

    /** Whether the client is logged in. */
    public enum DesiredState {
        /** The client is logged in with this user and this password. */
        PRESENT,
        /** The client is not logged in. */
        ABSENT
    }

    /**
     * The actual state of the client's logins.
     *
     * @param engine whether Docker can be asked
     * @param isOld whether its login takes a password on the command line only, as that of Docker 1.13 does
     * @param file the client's file
     */
    public record State(DockerEngine engine, boolean isOld, FileState file) {}

    private static final String HUB = "https://index.docker.io/v1/";
    private static final String LOGIN = "login";
    private static final String PRESENT = RecordedChange.PRESENT;

    public DockerLoginModule {
        registry = registry.map(DockerLoginModule::plain);
        path = path.map(FilePath::checked);
        if (registry.isPresent()
                && !registry.get().equals(HUB)
                && !registry.get().matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")) {
            throw new InvalidOption(
                    "registry",
                    Message.of("\"%s\" is not a registry", registry.get()),
                    Message.of("Write HOST or HOST:PORT, as images of it begin; leave it out for Docker Hub."));
        }
        boolean isAbsent = state.equals(Optional.of(DesiredState.ABSENT));
        if (isAbsent && (username.isPresent() || password.isPresent())) {
            throw new InvalidOption(
                    "state",
                    Message.of("a login that shall be absent has no user and no password"),
                    Message.of("Leave them out, or the state."));
        }
        if (!isAbsent && (username.orElse("").isBlank() || password.orElse("").isEmpty())) {
            throw new InvalidOption(
                    username.orElse("").isBlank() ? "username" : "password",
                    Message.of("a login needs a user and a password"),
                    Message.of(
                            "Give username and password; the password from a variable whose name ends in _password."));
        }
        if (username.orElse("").contains(":")) {
            throw new InvalidOption(
                    "username", Message.of("a user's name holds no colon"), Message.of("Give the name alone."));
        }
        if (password.orElse("").matches("(?s).*[\\n\\r].*")) {
            throw new InvalidOption(
                    "password", Message.of("the password has several lines"), Message.of("Give it in one line."));
        }
    }

    /** Returns the key of a registry's login: its host, or an old address for Docker's own registry. */
    private static String plain(String written) {
        String host = written.replaceFirst("^https?://", "").replaceFirst("/+$", "");
        return host.matches("(index\\.|registry-1\\.)?docker\\.io(/v[12])?") ? HUB : host;
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    private String key() {
        return registry.orElse(HUB);
    }

    private String file() {
        return path.orElse("/root/.docker/config.json");
    }

    private String folder() {
        return file().substring(0, Math.max(1, file().lastIndexOf('/')));
    }

    @Override
    public String label() {
        return registry.filter(name -> !name.equals(HUB)).orElse("docker.io");
    }

    @Override
    public List<String> writes() {
        return List.of(file());
    }

    @Override
    public Script probe(Machine machine) {
        Script file = FileState.probe(file(), true, Optional.empty(), Optional.empty());
        return asksRegistry(machine) ? DockerEngine.probe().then(Script.of("""
                        if [ -n "$asked" ] && ! docker login --help 2>&1 | grep -q -e --password-stdin; then
                          answer login; echo old
                        fi""")).then(file) : file;
    }

    /**
     * Whether the registry is asked; Docker 1.7 takes a password only on its command line, where all users can read it.
     */
    private boolean asksRegistry(Machine machine) {
        return !isAbsent() && check.orElse(true) && machine.init() == InitSystem.SYSTEMD;
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                DockerEngine.read(probeOutput),
                probeOutput.text("login").equals("old"),
                FileState.read(file(), probeOutput));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        boolean makesFolder = actual.file().missing().stream().findFirst().equals(Optional.of(folder()));
        FileState state = makesFolder ? actual.file().beneathNew(folder()) : actual.file();
        TextFile checked = new TextFile(file(), state);
        String text = Utf8.text(checked.actual().content());
        DockerLogins logins = DockerLogins.read(file(), text);
        Optional<String> now = logins.of(key());
        String wanted = username.orElse("") + ":" + password.orElse("");
        boolean isSettled = isAbsent() ? now.isEmpty() : now.equals(Optional.of(wanted));
        if (isAbsent() && isSettled) {
            return Plan.NOTHING;
        }
        String next = isSettled ? text : isAbsent() ? logins.without(key()) : logins.with(key(), wanted);
        Optional<Content> content = Optional.of(new Content(Utf8.bytes(next)));
        FileAttributes attributes = new FileAttributes(Optional.of("0600"), Optional.empty(), Optional.empty());
        Plan file = new FileContent(file(), content, FileLines.NONE, Optional.empty(), attributes)
                .plan(state, machine, pendingChanges);
        List<Change> changes = new ArrayList<>();
        if (makesFolder) {
            changes.add(FileDirectory.made(folder()));
        }
        if (!isSettled) {
            changes.add(Change.of(LOGIN, shown(now), isAbsent() ? Change.ABSENT : username.orElse(""))
                    .recordedAs(LOGIN, now.isEmpty() ? Change.ABSENT : PRESENT, isAbsent() ? Change.ABSENT : PRESENT));
        }
        file.changes().stream()
                .filter(change -> !change.recorded().isOf(FileContent.CONTENT))
                .forEach(changes::add);
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        boolean asks = !isSettled && asksRegistry(machine) && !actual.isOld();
        Optional<Blocker> blocker = file.blocker()
                .or(() -> asks ? actual.engine().blocker() : Optional.empty())
                .or(() -> isAbsent()
                        ? Optional.empty()
                        : kept(logins).map(reason -> Blocker.of(reason, Prerequisite.path(file()))));
        Script make = makesFolder ? Script.of("mkdir -m 0700 {}", folder()) : Script.NOTHING;
        Script script = (asks ? ask() : Script.NOTHING).then(make).then(file.script());
        Plan plan = blocker.map(reason -> Plan.blocked(changes, reason)).orElse(Plan.of(changes, script));
        if (!isSettled && actual.isOld()) {
            plan = plan.warning(Message.of(
                    "this Docker's login takes a password only on its command line, where everybody on the host "
                            + "could read it, so the registry was not asked"));
        }
        Optional<String> writer = pendingChanges.writerOf(file());
        return writer.isPresent() ? plan.after(writer.get()) : plan;
    }

    private Optional<Message> kept(DockerLogins logins) {
        return logins.keeper(key())
                .map(name -> Message.of(
                        "%s says that docker-credential-%s keeps this login, so one in the file would not be used; "
                                + "take credsStore or credHelpers out of it",
                        file(), name));
    }

    /** Shows the user of a login, without the password. */
    private String shown(Optional<String> now) {
        if (now.isEmpty()) {
            return Change.ABSENT;
        }
        String user = now.get().replaceFirst("(?s):.*", "");
        return user.equals(username.orElse("")) ? user + ", with another password" : user.isEmpty() ? "unknown" : user;
    }

    private Script ask() {
        List<String> address = key().equals(HUB) ? List.of() : List.of(key());
        Content secret = new Content(Utf8.bytes(password.orElse("")));
        return Script.of("""
                mkdir -m 0700 "$attachments/login"
                if ! docker --config "$attachments/login" login --username {} --password-stdin {} <{} >/dev/null 2>"$attachments/words"
                then
                  echo "The registry did not take the login, so it was not written (check: false leaves it unasked). Docker says:" >&2
                  cat "$attachments/words" >&2
                  exit 1
                fi""", username.orElse(""), address, secret);
    }

    /** Restores the file. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        List<RecordedChange> own =
                made.stream().filter(change -> !change.isChecksum()).toList();
        boolean madeFolder = own.stream().anyMatch(change -> change.isOf(folder()));
        boolean wasAbsent = own.stream().anyMatch(change -> change.isOf(FileAttributes.MODE) && change.wasAbsent());
        List<Resource<?>> former = new ArrayList<>();
        former.add(new RestoreSecretFile(new RestoreFile(file(), wasAbsent, Checksums.of(file(), made))));
        if (madeFolder) {
            former.add(new RestoreFile(folder(), true, Checksums.NONE));
        }
        return former;
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of("the login to " + label());
    }
}
