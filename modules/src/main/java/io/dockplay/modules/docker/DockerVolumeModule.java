package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Creates and removes a volume through the host's {@code docker}; it never replaces one. */
@PlaybookModule(
        name = "docker-volume",
        sentence = "A volume of Docker's, whose data outlive the containers that mount it.",
        example = """
                - name: What the database keeps
                  docker-volume: {name: shop-db, labels: {backup: nightly}}

                - name: Pictures lie on the file server
                  docker-volume:
                    name: pictures
                    driver_opts: {type: nfs, o: "addr=192.0.2.9,ro", device: ":/pictures"}

                - name: Not the old one, nor its data
                  docker-volume: {name: old, state: absent}
                """)
public record DockerVolumeModule(
        @Option("the volume's name") String name,

        @Option("what keeps its data; without it Docker takes `local`, and another that is there is left")
        Optional<String> driver,

        @Option("the driver's own options, as in `docker volume create --opt`")
        Map<String, String> driverOpts,

        @Option("the labels") Map<String, String> labels,

        @Option(value = "`absent`: the volume goes, and all its data with it", defaults = "present")
        Optional<DesiredState> state)
        implements Resource<DockerVolumeModule.State> {

    /** Whether the volume shall be there. */
    public enum DesiredState {
        /** The volume exists. */
        PRESENT,
        /** The volume does not exist. */
        ABSENT
    }

    /**
     * The actual state of the volume.
     *
     * @param volume the volume, and who uses it
     */
    public record State(DockerVolumeState volume) {}

    static final String STATE = "state";
    static final String VOLUME = "volume";

    public DockerVolumeModule {
        driverOpts = Collections.unmodifiableMap(new LinkedHashMap<>(driverOpts));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]+")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a volume's name", name),
                    Message.of(
                            "Use letters, digits, dots, dashes and underscores, at least two; for a directory of the "
                                    + "host the container's volumes are enough."));
        }
        ContainerOptions.refuseOwnLabel(labels);
        boolean more = driver.isPresent() || !driverOpts.isEmpty() || !labels.isEmpty();
        if (state.equals(Optional.of(DesiredState.ABSENT)) && more) {
            throw new InvalidOption(
                    "state",
                    Message.of("a volume that shall be absent has no other options"),
                    Message.of("Leave them out, or the state."));
        }
        driver.filter(each -> !each.matches("[A-Za-z0-9][A-Za-z0-9_./:-]*")).ifPresent(each -> {
            throw new InvalidOption(
                    "driver",
                    Message.of("\"%s\" is not a driver", each),
                    Message.of("Write local, or a plugin's name."));
        });
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
        return List.of("docker volume " + name);
    }

    @Override
    public Script probe(Machine machine) {
        return DockerVolumeState.probe(name);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(DockerVolumeState.read(probeOutput));
    }

    @Override
    public Plan plan(State found, Machine machine, PendingChanges pendingChanges) {
        DockerVolumeState actual = found.volume();
        if (isAbsent()) {
            return removal(name, actual, pendingChanges);
        }
        List<Change> changes = actual.isThere()
                ? differences(actual)
                : List.of(
                        Change.of(STATE, Change.ABSENT, RecordedChange.PRESENT).recordedAs(VOLUME));
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<Blocker> blocker = machine.major() == 6
                ? Optional.of(
                        Blocker.lasting(Message.of("Docker 1.7 of CentOS 6 has no volumes with names (docker volume)")))
                : actual.engine().blocker();
        if (blocker.isEmpty() && actual.isThere()) {
            blocker = Optional.of(Blocker.lasting(Message.of(
                    "the volume %s is there with other options, and a volume cannot be changed without its data "
                            + "going; save these, remove it with state: absent, and run this again",
                    name)));
        }
        return blocker.map(reason -> Plan.blocked(changes, reason)).orElseGet(() -> Plan.of(changes, create()));
    }

    /** Plans that a volume goes, with a warning where its data go with it. */
    static Plan removal(String name, DockerVolumeState actual, PendingChanges pendingChanges) {
        Optional<Blocker> blocker = actual.engine().blocker();
        if (!actual.engine().installed() || (blocker.isEmpty() && !actual.isThere())) {
            return Plan.NOTHING;
        }
        if (blocker.isPresent()) {
            return Plan.blocked(List.of(Change.of(STATE, "unknown", Change.ABSENT)), blocker.get());
        }
        List<Change> changes =
                List.of(Change.of(STATE, RecordedChange.PRESENT, Change.ABSENT).recordedAs(VOLUME));
        Plan plan = actual.users()
                .free(
                        Message.of("the volume %s", name),
                        changes,
                        Script.of("docker volume rm {}", name),
                        pendingChanges);
        return actual.isEmpty() || plan.blocker().isPresent()
                ? plan
                : plan.warning(Message.of(
                        "the data of the volume %s go with it, and no copy is kept: %s", name, actual.place()));
    }

    private Script create() {
        List<String> words = new ArrayList<>();
        driver.ifPresent(each -> words.addAll(List.of("--driver", each)));
        driverOpts.forEach((key, value) -> words.addAll(List.of("--opt", key + "=" + value)));
        labels.forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
        words.addAll(List.of("--label", ContainerSpec.LABEL + "=" + digest()));
        words.add(name);
        return Script.of("docker volume create {}", words);
    }

    private String digest() {
        return Sha256.hex(String.join(
                "\0", driver.orElse(""), new TreeMap<>(driverOpts).toString(), new TreeMap<>(labels).toString()));
    }

    /** Compares the options that the task names. */
    private List<Change> differences(DockerVolumeState actual) {
        List<Change> changes = new ArrayList<>();
        driver.ifPresent(
                each -> add(changes, "driver", actual.volume().path("Driver").asText(), each));
        Map<String, String> opts = DockerJson.map(actual.volume().path("Options"));
        driverOpts.forEach(
                (key, value) -> add(changes, "driver_opts " + key, opts.getOrDefault(key, Change.ABSENT), value));
        Map<String, String> now = DockerJson.map(actual.volume().path("Labels"));
        labels.forEach((key, value) -> add(changes, "label " + key, now.getOrDefault(key, Change.ABSENT), value));
        return changes;
    }

    private static void add(List<Change> changes, String what, String now, String wanted) {
        if (!now.equals(wanted)) {
            changes.add(Change.of(what, now, wanted).recordedAs(what.replaceFirst(" ", ":")));
        }
    }

    /** Removes a volume that did not exist; one that was removed does not come back, as its data are gone. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return former(name, made);
    }

    /** Makes the restore of a volume; none when these changes did not make it. */
    public static List<Resource<?>> former(String name, List<RecordedChange> made) {
        boolean wasMade = made.stream()
                .filter(change -> change.isOf(VOLUME))
                .findFirst()
                .filter(RecordedChange::wasAbsent)
                .isPresent();
        return wasMade ? List.of(new RestoreVolume(name, false)) : List.of();
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of("the volume " + name);
    }
}
