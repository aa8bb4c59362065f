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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Creates, replaces and removes a network through the host's {@code docker}. */
@PlaybookModule(
        name = "docker-network",
        sentence = "A network of Docker's that containers share, or its absence.",
        example = """
                - name: The shop's own network
                  docker-network: {name: shop, subnet: 10.20.0.0/24, gateway: 10.20.0.1, labels: {team: web}}

                - name: The database is in it
                  docker-container: {name: db, image: "postgres:12", network: shop}

                - name: Not the old one
                  docker-network: {name: old, state: absent}
                """)
public record DockerNetworkModule(
        @Option("the network's name") String name,

        @Option(value = "what makes it, such as `bridge`, `macvlan` or a plugin; without it Docker's own choice")
        Optional<String> driver,

        @Option("its addresses, such as `10.20.0.0/24`; without it Docker chooses some")
        Optional<String> subnet,

        @Option("the host's own address in it; with `subnet` only")
        Optional<String> gateway,

        @Option("it leads to no other network") Optional<Boolean> internal,

        @Option("the labels") Map<String, String> labels,

        @Option(value = "whether it is there", defaults = "present")
        Optional<DesiredState> state)
        implements Resource<DockerNetworkModule.State> {

    /** Whether the network shall be there. */
    public enum DesiredState {
        /** The network exists. */
        PRESENT,
        /** The network does not exist. */
        ABSENT
    }

    /**
     * The actual state of the network.
     *
     * @param network the network, and who uses it
     */
    public record State(DockerNetworkState network) {}

    static final String STATE = "state";
    static final String NETWORK = "network";

    private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none", "default");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    public DockerNetworkModule {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a network's name", name),
                    Message.of("Use letters, digits, dots, dashes and underscores."));
        }
        if (BUILT_IN.contains(name)) {
            throw new InvalidOption(
                    "name",
                    Message.of("the network %s is Docker's own", name),
                    Message.of("Choose another name for one of your own."));
        }
        ContainerOptions.refuseOwnLabel(labels);
        if (state.equals(Optional.of(DesiredState.ABSENT))) {
            boolean more = driver.isPresent()
                    || subnet.isPresent()
                    || gateway.isPresent()
                    || internal.isPresent()
                    || !labels.isEmpty();
            if (more) {
                throw new InvalidOption(
                        "state",
                        Message.of("a network that shall be absent has no other options"),
                        Message.of("Leave them out, or the state."));
            }
        }
        driver.filter(each -> !each.matches("[A-Za-z0-9][A-Za-z0-9_./:-]*")).ifPresent(each -> {
            throw new InvalidOption(
                    "driver",
                    Message.of("\"%s\" is not a driver", each),
                    Message.of("Write bridge, or a plugin's name."));
        });
        subnet.filter(each -> !isSubnet(each)).ifPresent(each -> {
            throw new InvalidOption(
                    "subnet",
                    Message.of("\"%s\" is not a range of addresses", each),
                    Message.of("Write an address and how many bits of it count, such as 10.20.0.0/24."));
        });
        if (gateway.isPresent() && subnet.isEmpty()) {
            throw new InvalidOption(
                    "gateway", Message.of("a gateway needs the subnet that it is in"), Message.of("Give subnet too."));
        }
        gateway.filter(each -> !isAddress(each)).ifPresent(each -> {
            throw new InvalidOption(
                    "gateway",
                    Message.of("\"%s\" is not an address", each),
                    Message.of("Write one, such as 10.20.0.1."));
        });
    }

    private static boolean isSubnet(String text) {
        int slash = text.indexOf('/');
        return slash > 0
                && isAddress(text.substring(0, slash))
                && text.substring(slash + 1).matches("[0-9]{1,2}|1[0-2][0-9]");
    }

    private static boolean isAddress(String text) {
        return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    private NetworkSpec wish() {
        List<NetworkSpec.Pool> pools = subnet.map(each -> new NetworkSpec.Pool(each, gateway.orElse(""), ""))
                .map(List::of)
                .orElse(List.of());
        boolean ipv6 = subnet.filter(each -> each.contains(":")).isPresent();
        return new NetworkSpec(driver.orElse(""), pools, internal.orElse(false), ipv6, false, Map.of(), labels);
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public List<String> writes() {
        return List.of("docker network " + name);
    }

    @Override
    public Script probe(Machine machine) {
        return DockerNetworkState.probe(name);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(DockerNetworkState.read(name, probeOutput));
    }

    @Override
    public Plan plan(State found, Machine machine, PendingChanges pendingChanges) {
        DockerNetworkState actual = found.network();
        if (isAbsent()) {
            return planAbsent(actual, pendingChanges);
        }
        List<Change> changes = actual.isThere()
                ? differences(actual)
                : List.of(
                        Change.of(STATE, Change.ABSENT, RecordedChange.PRESENT).recordedAs(NETWORK));
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<Blocker> blocker = machine.major() == 6
                ? Optional.of(Blocker.lasting(
                        Message.of("Docker 1.7 of CentOS 6 has no networks of one's own (docker network)")))
                : actual.engine().blocker();
        if (blocker.isPresent()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script create = wish().marked().create(name);
        return actual.isThere()
                ? actual.users()
                        .free(
                                Message.of("the network %s, which can only be made anew", name),
                                changes,
                                replace(actual, create),
                                pendingChanges)
                : Plan.of(changes, create);
    }

    /** Replaces the network by a new one; when that cannot be made, one with the former options is. */
    private Script replace(DockerNetworkState actual, Script create) {
        return Script.of("""
                docker network rm {}
                if ! {}; then
                  {}
                  echo "The network could not be made anew; one with the former options is back." >&2
                  exit 1
                fi""", name, create, actual.spec().create(name));
    }

    private Plan planAbsent(DockerNetworkState actual, PendingChanges pendingChanges) {
        Optional<Blocker> blocker = actual.engine().blocker();
        if (!actual.engine().installed() || (blocker.isEmpty() && !actual.isThere())) {
            return Plan.NOTHING;
        }
        if (blocker.isPresent()) {
            return Plan.blocked(List.of(Change.of(STATE, "unknown", Change.ABSENT)), blocker.get());
        }
        Change gone = Change.of(STATE, RecordedChange.PRESENT, Change.ABSENT)
                .recordedAs(NETWORK, DockerJson.write(actual.spec()), Change.ABSENT);
        return actual.users()
                .free(
                        Message.of("the network %s", name),
                        List.of(gone),
                        Script.of("docker network rm {}", name),
                        pendingChanges);
    }

    /** Compares the options that the task names; a network cannot be changed, so any difference replaces it. */
    private List<Change> differences(DockerNetworkState actual) {
        NetworkSpec now = actual.spec();
        List<Change> changes = new ArrayList<>();
        driver.ifPresent(each -> add(changes, "driver", now.driver(), each));
        Optional<NetworkSpec.Pool> pool = now.pools().stream().findFirst();
        subnet.ifPresent(each ->
                add(changes, "subnet", pool.map(NetworkSpec.Pool::subnet).orElse(""), each));
        gateway.ifPresent(each ->
                add(changes, "gateway", pool.map(NetworkSpec.Pool::gateway).orElse(""), each));
        internal.ifPresent(each -> add(changes, "internal", String.valueOf(now.internal()), String.valueOf(each)));
        labels.forEach((label, value) ->
                add(changes, "label " + label, now.labels().getOrDefault(label, Change.ABSENT), value));
        if (!changes.isEmpty()) {
            changes.add(
                    0,
                    Change.of(
                                    NETWORK,
                                    DockerJson.shortened(
                                            actual.network().path("Id").asText()),
                                    "made anew")
                            .recordedAs(NETWORK, DockerJson.write(now), RecordedChange.PRESENT));
        }
        return changes;
    }

    private static void add(List<Change> changes, String what, String now, String wanted) {
        if (!now.equals(wanted)) {
            changes.add(Change.of(what, now.isEmpty() ? "none" : now, wanted)
                    .recordedAs(what.replaceFirst("^label ", "label:")));
        }
    }

    /** Removes a network that did not exist; one that was replaced or removed is made again as it was. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return former(name, made);
    }

    /** Makes the restore of a network; none when these changes did not make, replace or remove it. */
    public static List<Resource<?>> former(String name, List<RecordedChange> made) {
        return made.stream()
                .filter(change -> change.isOf(NETWORK))
                .findFirst()
                .<List<Resource<?>>>map(first -> List.of(new RestoreNetwork(
                        name, first.wasAbsent() ? Optional.empty() : Optional.of(first.from()), false)))
                .orElse(List.of());
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of("the network " + name);
    }
}
