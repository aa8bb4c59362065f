package io.dockplay.modules.accounts;

import io.dockplay.message.Message;
import io.dockplay.modules.base.AccountNames;
import io.dockplay.modules.base.OwnedResource;
import io.dockplay.modules.base.RestoreIfPresent;
import io.dockplay.modules.base.RestoreState;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds, changes and removes a group with {@code groupadd}, {@code groupmod} and {@code groupdel}. */
@PlaybookModule(name = "group", sentence = "A group of users.", example = """
                - name: There is a group for those who may use Docker
                  group: {name: docker, system: true}
                """)
public record GroupModule(
        @Option("the group") String name,

        @Option("its number; without it a new group gets the next free one, and that of another stays")
        Optional<Integer> gid,

        @Option("a new group's number is one of those for the system's own; of a group that is there it says nothing")
        Optional<Boolean> system,

        @Option(value = "whether the group is there", defaults = "present")
        Optional<DesiredState> state)
        implements OwnedResource<GroupModule.State> {

    /** Whether the group shall be there. */
    public enum DesiredState {
        /** The group exists. */
        PRESENT,
        /** The group does not exist; its files keep its number. */
        ABSENT
    }

    /**
     * The actual state of a group.
     *
     * @param gid its number; empty when there is no such group
     * @param isLocal whether /etc/group holds it, and not a directory service
     * @param holder the other group that has the wanted number; empty when it is free
     * @param primaryOf the users whose first group it is
     */
    public record State(String gid, boolean isLocal, String holder, List<String> primaryOf) {
        public State {
            primaryOf = List.copyOf(primaryOf);
        }
    }

    private static final String GID = "gid";
    private static final String PRESENT = "present";

    public GroupModule {
        AccountNames.refuseOddName("name", name);
        AccountNames.refuseOddNumber(GID, gid);
        if (state.equals(Optional.of(DesiredState.ABSENT)) && (gid.isPresent() || system.isPresent())) {
            throw new InvalidOption(
                    "state",
                    Message.of("state: absent has no gid and system"),
                    Message.of("Leave them out, or the state."));
        }
        if (state.equals(Optional.of(DesiredState.ABSENT)) && name.equals("root")) {
            throw new InvalidOption(
                    "name", Message.of("the group root is never removed"), Message.of("No system works without it."));
        }
    }

    public static GroupModule absent(String name) {
        return new GroupModule(name, Optional.empty(), Optional.empty(), Optional.of(DesiredState.ABSENT));
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
        return List.of(AccountNames.group(name));
    }

    @Override
    public Script probe(Machine machine) {
        Script probe = Script.of("""
                entry=$(getent group {} | head -n 1)
                answer group; printf '%s\\n' "$entry"
                answer local; if cut -d : -f 1 /etc/group | grep -qxF -e {}; then echo yes; fi
                answer primary
                if [ -n "$entry" ]; then
                  gid=${entry#*:*:}; gid=${gid%%:*}
                  cut -d : -f 1,4 /etc/passwd | grep ":$gid\\$" | cut -d : -f 1
                fi""", name, name);
        return gid.isEmpty()
                ? probe
                : probe.then(Script.of("answer holder; getent group {} | cut -d : -f 1", gid.get()));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        String[] entry = probeOutput.text("group").split(":", -1);
        String holder = probeOutput.text("holder");
        return new State(
                entry.length > 2 ? entry[2] : "",
                !probeOutput.text("local").isEmpty(),
                holder.equals(name) ? "" : holder,
                probeOutput.lines("primary"));
    }

    @Override
    public boolean isGone(State actual) {
        return actual.gid().isEmpty();
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        return isAbsent() ? removal(actual, pendingChanges) : presence(actual);
    }

    private Plan presence(State actual) {
        boolean isThere = !actual.gid().isEmpty();
        List<Change> changes = new ArrayList<>();
        if (!isThere) {
            changes.add(Change.of(name, Change.ABSENT, PRESENT));
        }
        gid.map(String::valueOf)
                .filter(number -> !number.equals(actual.gid()))
                .ifPresent(number -> changes.add(Change.of(GID, isThere ? actual.gid() : Change.ABSENT, number)));
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        if (!actual.holder().isEmpty()) {
            return Plan.blocked(
                    changes,
                    Blocker.of(
                            Message.of("the number %s is that of the group %s already", gid.orElse(0), actual.holder()),
                            new Prerequisite(Prerequisite.Kind.NUMBER, actual.holder())));
        }
        if (isThere) {
            Plan plan = Plan.of(changes, Script.of("groupmod -g {} {}", gid.orElse(0), name));
            return actual.isLocal()
                    ? plan.warning(Message.of("the files of the group %s keep the number %s", name, actual.gid()))
                    : Plan.blocked(changes, notLocal());
        }
        Script system = this.system.orElse(false) ? Script.of(" -r") : Script.NOTHING;
        Script number = gid.map(value -> Script.of(" -g {}", value)).orElse(Script.NOTHING);
        return Plan.of(changes, Script.of("groupadd{}{} {}", system, number, name));
    }

    private Plan removal(State actual, PendingChanges pendingChanges) {
        if (actual.gid().isEmpty()) {
            return Plan.NOTHING;
        }
        Change change =
                Change.of(name, GID + " " + actual.gid(), Change.ABSENT).recordedAs(name, actual.gid(), Change.ABSENT);
        List<String> staying = actual.primaryOf().stream()
                .filter(user -> pendingChanges.writerOf(AccountNames.user(user)).isEmpty())
                .toList();
        if (!actual.isLocal()) {
            return Plan.blocked(List.of(change), notLocal());
        }
        if (!staying.isEmpty()) {
            return Plan.blocked(
                    List.of(change),
                    Message.of("the group %s is the first group of %s", name, String.join(", ", staying)));
        }
        // The tools remove a user's own group along with the user.
        Script script = Script.of("if getent group {} >/dev/null; then groupdel {}; fi", name, name);
        return Plan.of(
                List.of(actual.primaryOf().stream()
                        .findFirst()
                        .flatMap(user -> pendingChanges.writerOf(AccountNames.user(user)))
                        .map(change::after)
                        .orElse(change)),
                script);
    }

    private Message notLocal() {
        return Message.of("the group %s is not one of /etc/group; a directory service brings it", name);
    }

    /**
     * Removes a group that was created, recreates one that was removed, and restores the number of one that was
     * changed.
     */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        RecordedChange first = made.get(0);
        if (first.wasAbsent()) {
            return List.of(new RestoreState<>(absent(name)));
        }
        Integer former = Integer.valueOf(first.from());
        GroupModule before = new GroupModule(name, Optional.of(former), Optional.empty(), Optional.empty());
        boolean wasRemoved = made.stream().anyMatch(RecordedChange::isRemoval);
        return List.of(wasRemoved ? new RestoreState<>(before) : new RestoreState<>(new RestoreIfPresent<>(before)));
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of(name);
    }
}
