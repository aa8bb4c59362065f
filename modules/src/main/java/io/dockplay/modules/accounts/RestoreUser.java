package io.dockplay.modules.accounts;

import io.dockplay.message.Message;
import io.dockplay.modules.base.AccountNames;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Restores a user to the state before dockplay: absent, or with other groups and other fields in /etc/passwd.
 *
 * @param name the user
 * @param made what dockplay has changed, oldest first
 * @param force whether the home directory of a created user is removed even with files that dockplay did not create
 */
public record RestoreUser(String name, List<RecordedChange> made, boolean force) implements Restore<RestoreUser.State> {

    /**
     * The user's actual state.
     *
     * @param user what the host says
     * @param extras paths in the home directory that did not come from /etc/skel, the first hundred
     */
    record State(UserState user, List<String> extras) {
        State {
            extras = List.copyOf(extras);
        }
    }

    private static final Map<String, String> OPTIONS = Map.of(
            UserModule.UID, "-u",
            UserModule.GROUP, "-g",
            UserModule.HOME, "-d",
            UserModule.SHELL, "-s",
            UserModule.COMMENT, "-c");

    public RestoreUser {
        made = List.copyOf(made);
    }

    @Override
    public RestoreUser forced() {
        return new RestoreUser(name, made, true);
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public List<String> writes() {
        return List.of(AccountNames.user(name));
    }

    private Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>(Set.of(name));
        made.stream()
                .filter(change -> change.key().startsWith(UserModule.KEY_MEMBER))
                .forEach(change -> groups.add(change.key().substring(UserModule.KEY_MEMBER.length())));
        return groups;
    }

    @Override
    public Script probe(Machine machine) {
        return UserState.probe(name, Optional.empty(), groups()).then(Script.of("""
                answer extras
                if [ -d "$home" ]; then
                  find "$home" -mindepth 1 | while IFS= read -r path; do
                    skeleton=/etc/skel${path#"$home"}
                    if [ -d "$path" ] && [ -d "$skeleton" ]; then continue; fi
                    if [ -f "$path" ] && [ ! -L "$path" ] && cmp -s "$path" "$skeleton"; then continue; fi
                    printf '%s\\n' "$path"
                  done | head -n 100
                fi"""));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(UserState.read(name, probeOutput), probeOutput.lines("extras"));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (!actual.user().isThere()) {
            return Plan.NOTHING;
        }
        boolean wasMade = made.stream().anyMatch(change -> change.isOf(name) && change.wasAbsent());
        return wasMade ? removal(actual, pendingChanges) : restoration(actual.user());
    }

    private Plan removal(State actual, PendingChanges pendingChanges) {
        String home = actual.user().home();
        boolean homeWasMade = made.stream()
                .anyMatch(change ->
                        change.isOf(UserModule.KEY_HOME_FOLDER) && change.to().equals(home));
        boolean homeIsAsMade = actual.extras().stream()
                .allMatch(path -> pendingChanges.writerOf(path).isPresent());
        boolean homeGoes = actual.user().homeIsThere() && homeWasMade && (homeIsAsMade || force);
        List<Change> changes = new ArrayList<>(List.of(Change.of(name, UserModule.PRESENT, Change.ABSENT)));
        if (homeGoes) {
            changes.add(Change.of(home, UserModule.PRESENT, Change.ABSENT));
        }
        Script mail = Script.of("""
                mail={}
                if [ -f "$mail" ] && [ ! -s "$mail" ]; then rm -f "$mail"; fi""", "/var/spool/mail/" + name);
        Plan plan = Plan.of(
                changes,
                homeGoes
                        ? Script.of("userdel -r {}", name)
                        : Script.of("userdel {}", name).then(mail));
        if (homeWasMade && actual.user().homeIsThere() && !homeGoes) {
            plan = plan.warning(Message.of(
                    "%s is left, because there is something in it that dockplay did not bring: %s",
                    home, actual.extras().stream().findFirst().orElse("")));
        }
        return actual.user().processes().isEmpty() ? plan : plan.warning(UserModule.stillRuns(name, actual.user()));
    }

    private Plan restoration(UserState actual) {
        List<Change> changes = new ArrayList<>();
        List<Message> warnings = new ArrayList<>();
        Script words = Script.NOTHING;
        Script script = Script.NOTHING;
        for (Map.Entry<String, RecordedChange> each : spans().entrySet()) {
            String what = each.getKey();
            String former = each.getValue().from();
            if (what.startsWith(UserModule.KEY_MEMBER)) {
                String group = what.substring(UserModule.KEY_MEMBER.length());
                boolean isMember = actual.groups().contains(group);
                boolean wasMember = former.equals(UserModule.YES);
                if (isMember != wasMember && actual.known().contains(group)) {
                    changes.add(Change.of(
                            UserModule.MEMBER_OF + group, wasMember ? UserModule.NO : UserModule.YES, former));
                    script = script.then(
                            wasMember
                                    ? Script.of("usermod -a -G {} {}", group, name)
                                    : Script.of("gpasswd -d {} {}", name, group));
                }
            } else if (OPTIONS.containsKey(what)) {
                String now = field(what, actual);
                if (now.equals(former)) {
                    continue;
                }
                if (now.equals(each.getValue().to()) || isNumberOf(what, each.getValue(), actual) || force) {
                    changes.add(Change.of(what, now, former));
                    words = Script.of("{} {} {}", words, OPTIONS.getOrDefault(what, ""), former);
                } else {
                    warnings.add(Message.of(
                            "the %s of %s was changed since dockplay last changed it, so it stays", what, name));
                }
            } else if (what.equals(UserModule.PASSWORD)) {
                warnings.add(Message.of("the password of %s stays: of the former one no copy was kept", name));
            } else if (what.equals(UserModule.KEY_HOME_FOLDER)) {
                warnings.add(Message.of(
                        "%s is left, because %s was there before dockplay",
                        each.getValue().to(), name));
            }
        }
        Script fields = words.isNothing() ? words : Script.of("usermod{} {}", words, name);
        Plan plan = Plan.of(changes, fields.then(script));
        for (Message warning : warnings) {
            plan = plan.warning(warning);
        }
        return plan;
    }

    /** Joins the changes of each field into one: from before the first change to after the last. */
    private Map<String, RecordedChange> spans() {
        Map<String, RecordedChange> spans = new LinkedHashMap<>();
        made.forEach(change -> spans.merge(
                change.key(), change, (first, later) -> new RecordedChange(first.key(), first.from(), later.to())));
        return spans;
    }

    private static boolean isNumberOf(String what, RecordedChange change, UserState actual) {
        return what.equals(UserModule.GROUP) && change.to().equals(actual.gid());
    }

    private static String field(String what, UserState actual) {
        return switch (what) {
            case UserModule.UID -> actual.uid();
            case UserModule.GROUP -> actual.group();
            case UserModule.HOME -> actual.home();
            case UserModule.SHELL -> actual.shell();
            default -> actual.comment();
        };
    }
}
