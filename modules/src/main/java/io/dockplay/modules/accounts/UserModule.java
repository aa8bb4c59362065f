package io.dockplay.modules.accounts;

import io.dockplay.message.Message;
import io.dockplay.modules.base.AccountNames;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
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
import io.dockplay.resource.Sha256;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.resource.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Adds, changes and removes a user with {@code useradd}, {@code usermod} and {@code userdel}. */
@PlaybookModule(
        name = "user",
        sentence = "A user, the groups that he or she is in, and the home directory.",
        example = """
                - name: Deploy may use Docker
                  user: {name: deploy, groups: [docker], append: true}

                - name: The service's own user has no shell
                  user: {name: app, system: true, shell: /sbin/nologin, home: /srv/app, create_home: false}

                - name: Ops has the password that the inventory holds
                  user: {name: ops, password: "${ops_password_hash}"}

                - name: Nobody of that name
                  user: {name: former, state: absent, remove: true}
                """)
public record UserModule(
        @Option("the user") String name,

        @Option("the number; without it a new user gets the next free one, and that of another stays")
        Optional<Integer> uid,

        @Option("the first group, by name or number; without it a new user gets the group of the same name")
        Optional<String> group,

        @Option("the further groups, by name") List<String> groups,

        @Option("the groups are added; without it the user leaves all groups that are not named")
        Optional<Boolean> append,

        @Option("the home directory; one that is there is not moved")
        Optional<String> home,

        @Option(value = "what is run at a login", example = "/sbin/nologin")
        Optional<String> shell,

        @Option("the name in full, or whatever else is to be said")
        Optional<String> comment,

        @Option("a new user's number is one of those for the system's own")
        Optional<Boolean> system,

        @Option("the hash of the password, as `/etc/shadow` holds it")
        Optional<String> password,

        @Option("makes the home directory; without it only that of a new user is made")
        Optional<Boolean> createHome,

        @Option(value = "whether the user is there", defaults = "present")
        Optional<DesiredState> state,

        @Option("with `state: absent`: the home directory and the mail go as well")
        Optional<Boolean> remove)
        implements Resource<UserState> {

    /** Whether the user shall be there. */
    public enum DesiredState {
        /** The user exists. */
        PRESENT,
        /** The user does not exist; the files keep their number. */
        ABSENT
    }

    /** A change, and the arguments of useradd or usermod that make it. */
    private record Step(Change change, Script words) {}

    static final String UID = "uid";
    static final String GROUP = "group";
    static final String MEMBER_OF = "member of ";
    static final String HOME = "home";
    static final String HOME_FOLDER = "home directory";
    static final String KEY_MEMBER = "member:";
    static final String KEY_HOME_FOLDER = "home-directory";
    static final String SHELL = "shell";
    static final String COMMENT = "comment";
    static final String PASSWORD = "password";
    static final String PRESENT = RecordedChange.PRESENT;
    static final String YES = "yes";
    static final String NO = "no";

    public UserModule {
        AccountNames.refuseOddName("name", name);
        AccountNames.refuseOddNumber(UID, uid);
        groups = List.copyOf(groups);
        groups.forEach(each -> AccountNames.refuseOddName("groups", each));
        group.filter(each -> !AccountNames.isNumber(each)).ifPresent(each -> AccountNames.refuseOddName(GROUP, each));
        home.ifPresent(path -> refuseOddField(HOME, path, true));
        shell.ifPresent(path -> refuseOddField(SHELL, path, true));
        comment.ifPresent(text -> refuseOddField(COMMENT, text, false));
        boolean asksMore = Stream.of(uid, group, home, shell, comment, system, password, createHome, append)
                        .anyMatch(Optional::isPresent)
                || !groups.isEmpty();
        boolean isAbsent = state.equals(Optional.of(DesiredState.ABSENT));
        if (isAbsent && asksMore) {
            throw new InvalidOption(
                    "state",
                    Message.of("of a user with state: absent nothing else is asked but remove"),
                    Message.of("Leave out the others."));
        }
        if (!isAbsent && remove.isPresent()) {
            throw new InvalidOption(
                    "remove",
                    Message.of("remove says what goes along with a user"),
                    Message.of("Write state: absent, or leave it out."));
        }
        if (isAbsent && name.equals("root")) {
            throw new InvalidOption(
                    "name", Message.of("the user root is never removed"), Message.of("No system works without root."));
        }
        if (append.isPresent() && groups.isEmpty()) {
            throw new InvalidOption(
                    "append",
                    Message.of("there are no groups to append"),
                    Message.of("Give groups, or leave out append."));
        }
        if (password.isPresent()
                && !password.get().matches("[!*]{1,2}|!{0,2}(\\$[0-9a-z]+\\$[!-9;-~]+|[./0-9A-Za-z]{13})")) {
            throw new InvalidOption(
                    PASSWORD,
                    Message.of("the password is not a hash"),
                    Message.of(
                            "Give what openssl passwd -6 prints ($6$…), or \"!\" for no password; a password itself is "
                                    + "never stored."));
        }
    }

    private static void refuseOddField(String option, String text, boolean isPath) {
        if (text.matches("(?s).*[:\\p{Cntrl}].*")) {
            throw new InvalidOption(
                    option,
                    Message.of("%s \"%s\" cannot be a field of /etc/passwd", option, text),
                    Message.of("Leave out colons and control characters."));
        }
        if (isPath && !text.startsWith("/")) {
            throw new InvalidOption(
                    option, Message.of("\"%s\" is not a whole path", text), Message.of("Begin it with a slash."));
        }
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public List<String> writes() {
        return List.of(AccountNames.user(name));
    }

    @Override
    public List<String> fills() {
        return List.of(home.orElse("/home/" + name));
    }

    @Override
    public Script probe(Machine machine) {
        Set<String> asked = new LinkedHashSet<>(groups);
        asked.add(group.orElse(name));
        Script probe = UserState.probe(name, home, asked);
        if (uid.isPresent()) {
            probe = probe.then(UserState.probeNumber(uid.get()));
        }
        return password.isPresent() ? probe.then(UserState.probePassword(name)) : probe;
    }

    @Override
    public UserState read(ProbeOutput probeOutput) {
        if (!probeOutput.has("known")) {
            throw new UnsupportedState(
                    Message.of("the host did not say whether there is a user %s", name),
                    Message.of("Run dockplay again, with -v."));
        }
        return UserState.read(name, probeOutput);
    }

    @Override
    public Plan plan(UserState actual, Machine machine, PendingChanges pendingChanges) {
        if (isAbsent()) {
            return removal(actual);
        }
        List<Step> steps = new ArrayList<>();
        numberAndGroup(actual, pendingChanges, steps);
        fields(actual, steps);
        List<Change> changes = new ArrayList<>();
        if (!actual.isThere()) {
            changes.add(Change.of(name, Change.ABSENT, PRESENT));
        }
        steps.forEach(step -> changes.add(step.change()));
        Script script = accountScript(actual, pendingChanges, steps);
        if (createHome.orElse(!actual.isThere()) && !actual.homeIsThere()) {
            changes.add(Change.of(HOME_FOLDER, Change.ABSENT, home.orElse(actual.home()))
                    .recordedAs(KEY_HOME_FOLDER));
            script = actual.isThere() ? script.then(makeHome()) : script;
        }
        if (password.isPresent() && !isPasswordAsWanted(actual)) {
            changes.add(Change.of(PASSWORD, actual.isThere() ? "another" : Change.ABSENT, "as wanted")
                    .recordedAs(PASSWORD, actual.isThere() ? PRESENT : Change.ABSENT, PRESENT));
            script = script.then(setPassword());
        }
        Optional<Blocker> blocker = changes.isEmpty() ? Optional.empty() : blocker(actual, pendingChanges);
        return blocker.isPresent() ? Plan.blocked(changes, blocker.get()) : Plan.of(changes, script);
    }

    private void numberAndGroup(UserState actual, PendingChanges pendingChanges, List<Step> steps) {
        uid.map(String::valueOf)
                .filter(number -> !number.equals(actual.uid()))
                .ifPresent(number ->
                        steps.add(new Step(change(UID, actual, actual.uid(), number), Script.of(" -u {}", number))));
        group.filter(wanted -> !actual.isThere() || !actual.isFirstGroup(wanted))
                .ifPresent(wanted -> steps.add(new Step(
                        afterGroup(change(GROUP, actual, actual.group(), wanted), wanted, actual, pendingChanges),
                        Script.of(" -g {}", wanted))));
        List<String> joined = groups.stream()
                .distinct()
                .filter(each -> !actual.groups().contains(each))
                .toList();
        List<String> left = groups.isEmpty() || append.orElse(false)
                ? List.of()
                : actual.groups().stream()
                        .filter(each -> !groups.contains(each))
                        .toList();
        for (String each : joined) {
            steps.add(new Step(afterGroup(member(each, NO, YES), each, actual, pendingChanges), Script.NOTHING));
        }
        left.forEach(each -> steps.add(new Step(member(each, YES, NO), Script.NOTHING)));
    }

    private static Change member(String group, String from, String to) {
        return Change.of(MEMBER_OF + group, from, to).recordedAs(KEY_MEMBER + group);
    }

    private static Change afterGroup(Change change, String group, UserState actual, PendingChanges pendingChanges) {
        return actual.known().contains(group)
                ? change
                : AccountNames.groupTask(pendingChanges, group)
                        .map(change::after)
                        .orElse(change);
    }

    private void fields(UserState actual, List<Step> steps) {
        home.filter(path -> !actual.isThere() || !path.equals(actual.home()))
                .ifPresent(path ->
                        steps.add(new Step(change(HOME, actual, actual.home(), path), Script.of(" -d {}", path))));
        shell.filter(path -> !path.equals(actual.shell()))
                .ifPresent(path ->
                        steps.add(new Step(change(SHELL, actual, actual.shell(), path), Script.of(" -s {}", path))));
        comment.filter(text -> !text.equals(actual.comment()))
                .ifPresent(text -> steps.add(
                        new Step(change(COMMENT, actual, actual.comment(), text), Script.of(" -c {}", text))));
    }

    private static Change change(String what, UserState actual, String from, String to) {
        return Change.of(what, actual.isThere() ? from : Change.ABSENT, to);
    }

    private Script accountScript(UserState actual, PendingChanges pendingChanges, List<Step> steps) {
        Script words = Script.NOTHING;
        for (Step step : steps) {
            words = Script.of("{}{}", words, step.words());
        }
        boolean groupsChange =
                steps.stream().anyMatch(step -> step.change().recorded().key().startsWith(KEY_MEMBER));
        if (groupsChange) {
            Script all = Script.of(" -G {}", String.join(",", groups));
            words = append.orElse(false) && actual.isThere()
                    ? Script.of("{} -a{}", words, all)
                    : Script.of("{}{}", words, all);
        }
        if (actual.isThere()) {
            return words.isNothing() ? words : Script.of("usermod{} {}", words, name);
        }
        boolean groupIsThere = actual.known().contains(name)
                || pendingChanges.writerOf(AccountNames.group(name)).isPresent();
        if (group.isEmpty() && groupIsThere) {
            words = Script.of("{} -g {}", words, name); // otherwise useradd tries to create the group
        }
        Script number = system.orElse(false) ? Script.of(" -r") : Script.NOTHING;
        Script folder = createHome.orElse(true) ? Script.of(" -m") : Script.of(" -M");
        return Script.of("useradd{}{}{} {}", number, folder, words, name);
    }

    /** Makes the home directory as useradd does. */
    private Script makeHome() {
        return Script.of("""
                home=$(getent passwd {} | cut -d : -f 6)
                mkdir -p "${home%/*}"
                cp -a /etc/skel "$home"
                chown -R {}: "$home"
                chmod 0700 "$home\"""", name, name);
    }

    private boolean isPasswordAsWanted(UserState actual) {
        String sum = Sha256.hex(password.orElse(""));
        return actual.isThere() && actual.passwordSum().equals(sum);
    }

    /**
     * Sets the password; its hash is on no command line, where every user could read it, and in no script that is
     * shown.
     */
    private Script setPassword() {
        Content line = new Content(Utf8.bytes(name + ":" + password.orElse("") + "\n"));
        return Script.of("chpasswd -e <{}", line);
    }

    private Optional<Blocker> blocker(UserState actual, PendingChanges pendingChanges) {
        if (!actual.holder().isEmpty()) {
            return Optional.of(Blocker.of(
                    Message.of("the number %s is that of the user %s already", uid.orElse(0), actual.holder()),
                    new Prerequisite(Prerequisite.Kind.NUMBER, actual.holder())));
        }
        if (actual.isThere() && !actual.isLocal()) {
            return Optional.of(Blocker.lasting(
                    Message.of("the user %s is not one of /etc/passwd; a directory service brings it", name)));
        }
        if (actual.isThere() && password.isPresent() && actual.passwordSum().isEmpty()) {
            return Optional.of(Blocker.lasting(Message.of("only root can read which password the user %s has", name)));
        }
        List<Blocker> missing = Stream.concat(group.stream(), groups.stream())
                .distinct()
                .filter(each -> !actual.known().contains(each))
                .filter(each -> AccountNames.groupTask(pendingChanges, each).isEmpty())
                .map(each -> Blocker.of(
                        Message.of("there is no group %s", each), new Prerequisite(Prerequisite.Kind.GROUP, each)))
                .toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of(Blocker.all(missing));
    }

    private Plan removal(UserState actual) {
        if (!actual.isThere()) {
            return Plan.NOTHING;
        }
        List<Change> changes = new ArrayList<>(List.of(Change.of(name, PRESENT, Change.ABSENT)));
        boolean takesHome = remove.orElse(false) && actual.homeIsThere();
        if (takesHome) {
            changes.add(Change.of(actual.home(), PRESENT, Change.ABSENT));
        }
        if (!actual.isLocal()) {
            return Plan.blocked(
                    changes, Message.of("the user %s is not one of /etc/passwd; a directory service brings it", name));
        }
        Plan plan = Plan.of(
                changes, remove.orElse(false) ? Script.of("userdel -r {}", name) : Script.of("userdel {}", name));
        return actual.processes().isEmpty() ? plan : plan.warning(stillRuns(name, actual));
    }

    static Message stillRuns(String name, UserState actual) {
        return Message.of(
                "processes of the user %s run, which keep userdel from removing it: %s",
                name, String.join(", ", actual.processes()));
    }

    /** Removes a user who was created, and restores the fields and groups of one who was changed. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return isAbsent() ? List.of() : List.of(new RestoreUser(name, made, false));
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of(name);
    }
}
