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
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Supply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates, starts, stops and removes a container through the host's {@code docker}. */
@PlaybookModule(
        name = "docker-container",
        sentence = "A container that is there, made as it is wished for, and runs or does not.",
        example = """
                - name: The web server
                  docker-container:
                    name: web
                    image: nginx:1.25
                    ports: ["8080:80"]
                    volumes: ["/srv/web:/usr/share/nginx/html:ro"]
                    env: {SHOP_PASSWORD: "${shop_password}"}
                    restart_policy: always

                - name: Not the old one
                  docker-container: {name: old, state: absent}
                """)
public record DockerContainerModule(
        @Option("the container's name") String name,

        @Option("what it is made from; pulled when it is not there; required but with `state: absent`")
        Optional<String> image,

        @Option("the program and its arguments, each taken as it is; without it the image's own")
        List<String> command,

        @Option("as in `docker run -p`: `8080:80`, `127.0.0.1:8080:80`, `53:53/udp`")
        List<String> ports,

        @Option("as in `docker run -v`: `/on/host:/in/container:ro`, `name:/in/container`")
        List<String> volumes,

        @Option("the environment; its values are never shown")
        Map<String, String> env,

        @Option("`no`, `always`, `on-failure`, `on-failure:3`, `unless-stopped`")
        Optional<String> restartPolicy,

        @Option("`bridge`, `host`, `none`, `container:NAME` or a network of one's own")
        Optional<String> network,

        @Option("the labels") Map<String, String> labels,

        @Option(value = "`present`: there, whether it runs makes no difference", defaults = "started")
        Optional<DesiredState> state)
        implements Resource<DockerContainerModule.State> {

    /** What is wanted of the container. */
    public enum DesiredState {
        /** The container exists and runs. */
        STARTED,
        /** The container exists and does not run. */
        STOPPED,
        /** The container exists. */
        PRESENT,
        /** The container does not exist. */
        ABSENT
    }

    /**
     * The actual state of the container.
     *
     * @param container the container
     */
    public record State(DockerContainerState container) {}

    static final String STATE = "state";
    static final String CONTAINER = "container";
    static final String ANEW = "made anew";

    public DockerContainerModule {
        command = List.copyOf(command);
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        ContainerOptions.refuseOddName(name);
        if (state.equals(Optional.of(DesiredState.ABSENT))) {
            boolean more = image.isPresent()
                    || restartPolicy.isPresent()
                    || network.isPresent()
                    || !(command.isEmpty()
                            && ports.isEmpty()
                            && volumes.isEmpty()
                            && env.isEmpty()
                            && labels.isEmpty());
            if (more) {
                throw new InvalidOption(
                        "state",
                        Message.of("a container that shall be absent has no other options"),
                        Message.of("Leave them out, or the state."));
            }
        } else if (image.isEmpty()) {
            throw new InvalidOption(
                    "image", Message.of("the container %s has no image", name), Message.of("Name the image."));
        } else {
            DockerReference.of("image", image.get());
        }
        ContainerOptions.refuseOddCommand(command);
        ContainerOptions.refuseOddPorts(ports);
        ContainerOptions.refuseOddVolumes(volumes);
        ContainerOptions.refuseOddEnv(env);
        ContainerOptions.refuseOddPolicy(restartPolicy);
        ContainerOptions.refuseOwnLabel(labels);
    }

    private ContainerSpec wish() {
        return new ContainerSpec(
                DockerReference.of("image", image.orElse("")),
                command,
                ports,
                volumes,
                env,
                restartPolicy,
                network,
                labels);
    }

    private DesiredState wanted() {
        return state.orElse(DesiredState.STARTED);
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public List<String> writes() {
        return List.of(DockerContainers.resource(name));
    }

    @Override
    public List<Supply> supplies() {
        return image.isEmpty()
                ? List.of()
                : List.of(new Supply.Image(wish().image().text()));
    }

    @Override
    public Script probe(Machine machine) {
        return wanted() == DesiredState.ABSENT
                ? DockerContainerState.probe(name)
                : DockerContainerState.probe(name, wish().image());
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(DockerContainerState.read(probeOutput));
    }

    @Override
    public Plan plan(State found, Machine machine, PendingChanges pendingChanges) {
        DockerContainerState actual = found.container();
        return wanted() == DesiredState.ABSENT ? planAbsent(actual) : planPresent(actual, machine, pendingChanges);
    }

    private Plan planAbsent(DockerContainerState actual) {
        Optional<Blocker> blocker = actual.engine().blocker();
        if (!actual.engine().installed() || (blocker.isEmpty() && !actual.isThere())) {
            return Plan.NOTHING;
        }
        return blocker.map(reason -> Plan.blocked(List.of(Change.of(STATE, "unknown", Change.ABSENT)), reason))
                .orElseGet(() -> Plan.of(
                        List.of(Change.of(STATE, actual.activity(), Change.ABSENT)), ContainerScripts.remove(name)));
    }

    private Plan planPresent(DockerContainerState actual, Machine machine, PendingChanges pendingChanges) {
        ContainerSpec wish = wish();
        List<Change> changes = new ArrayList<>();
        Script script;
        if (!actual.isThere()) {
            String to = wanted() == DesiredState.STARTED ? DockerContainerState.RUNNING : DockerContainerState.STOPPED;
            changes.add(Change.of(STATE, Change.ABSENT, to));
            script = ContainerScripts.make(name, wish, wanted() == DesiredState.STARTED);
        } else {
            List<Change> differences = differences(wish, actual, pendingChanges);
            boolean starts = wanted() == DesiredState.STARTED || (wanted() == DesiredState.PRESENT && actual.runs());
            if (!differences.isEmpty()) {
                Change anew = Change.of(CONTAINER, actual.shortId(), ANEW)
                        .recordedAs(CONTAINER, actual.shortId(), "replaced");
                boolean isCertain =
                        differences.stream().anyMatch(each -> each.after().isEmpty());
                changes.add(
                        isCertain
                                ? anew
                                : anew.with(anew.diff(), differences.get(0).after()));
                changes.addAll(differences);
            }
            Optional<Change> activity = activity(actual);
            activity.ifPresent(changes::add);
            script = differences.isEmpty()
                    ? activity.map(change -> act(actual)).orElse(Script.NOTHING)
                    : ContainerScripts.replace(name, wish, actual.runs(), starts);
        }
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<Blocker> blocker = actual.engine()
                .blocker()
                .or(() -> machine.major() == 6 ? wish.tooNewForDocker1().map(Blocker::lasting) : Optional.empty());
        return blocker.map(reason -> Plan.blocked(changes, reason)).orElse(Plan.of(changes, script));
    }

    /** Compares the container with the options; a newer image that an earlier task pulls is known only after that. */
    private static List<Change> differences(
            ContainerSpec wish, DockerContainerState actual, PendingChanges pendingChanges) {
        List<Change> differences = new ContainerDifferences(wish, actual).changes();
        Optional<String> puller = pendingChanges.writerOf(wish.image().resource());
        boolean isTold = differences.stream().anyMatch(change -> change.what().equals("image"));
        if (puller.isPresent() && !isTold) {
            String id = actual.container().path("Image").asText();
            differences.add(Change.of("image", DockerJson.shortened(id), "the one that is pulled")
                    .recordedAs("image", DockerJson.shortened(id), "pulled")
                    .after(puller.get()));
        }
        return differences;
    }

    private Optional<Change> activity(DockerContainerState actual) {
        boolean isSettled = switch (wanted()) {
            case STARTED -> actual.activity().equals(DockerContainerState.RUNNING);
            case STOPPED -> !actual.runs();
            case PRESENT, ABSENT -> true;
        };
        String to = wanted() == DesiredState.STARTED ? DockerContainerState.RUNNING : DockerContainerState.STOPPED;
        return isSettled ? Optional.empty() : Optional.of(Change.of(STATE, actual.activity(), to));
    }

    private Script act(DockerContainerState actual) {
        if (wanted() == DesiredState.STOPPED) {
            return ContainerScripts.stop(name);
        }
        return actual.runs() ? Script.of("docker unpause {}", name) : ContainerScripts.start(name);
    }

    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        return left.isNothing() ? Optional.empty() : Optional.of(left.whatIsLeft());
    }

    /** Removes a container that did not exist; of a replaced one only whether it ran can be restored. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return wanted() == DesiredState.ABSENT
                ? List.of()
                : former(name, made).<List<Resource<?>>>map(List::of).orElse(List.of());
    }

    /** Makes the restore of a container; none when these changes did not create, start or stop it. */
    public static Optional<RestoreContainer> former(String name, List<RecordedChange> made) {
        Optional<String> former = made.stream()
                .filter(change -> change.isOf(STATE))
                .map(RecordedChange::from)
                .findFirst();
        boolean anew = made.stream().anyMatch(change -> change.isOf(CONTAINER));
        return former.isEmpty() && !anew
                ? Optional.empty()
                : Optional.of(new RestoreContainer(name, former, anew, false));
    }

    @Override
    public List<String> brings() {
        return wanted() != DesiredState.ABSENT ? List.of("the container " + name) : List.of();
    }
}
