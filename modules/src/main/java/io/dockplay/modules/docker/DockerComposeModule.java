package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FilePath;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the services of a Compose project up, and takes them down, through the host's {@code docker compose}. */
@PlaybookModule(
        name = "docker-compose",
        sentence = "The services of a Compose project, as its file describes them.",
        example = """
                - name: The shop's file
                  file: {path: /srv/shop/docker-compose.yml, source: shop.yml}

                - name: The shop
                  docker-compose: {name: shop, project_src: /srv/shop}

                - name: Something small, without a file
                  docker-compose:
                    name: hello
                    definition:
                      services:
                        web: {image: "nginx:1.25", ports: ["8080:80"]}

                - name: Not the old one
                  docker-compose: {name: old, state: absent}
                """)
public record DockerComposeModule(
        @Option("the project's name, as in `docker compose -p`")
        String name,

        @Option("the host's directory with the file: `docker-compose.yml`, and what else Compose finds there by itself")
        Optional<String> projectSrc,

        @Option("what would stand in the file, instead of one")
        Map<String, Object> definition,

        @Option(value = "`absent`: no containers and networks; volumes stay", defaults = "present")
        Optional<DesiredState> state)
        implements Resource<DockerComposeModule.State> {

    /** Whether the services shall be there. */
    public enum DesiredState {
        /** All services run, with the options of the file. */
        PRESENT,
        /** The project has neither containers nor networks. */
        ABSENT
    }

    /**
     * The actual state of the project.
     *
     * @param project the project
     */
    public record State(ComposeState project) {}

    static final String PROJECT = "project";
    static final String KEY_SERVICE = "service:";
    static final String RUNS = "running";

    public DockerComposeModule {
        definition = Collections.unmodifiableMap(new LinkedHashMap<>(definition));
        projectSrc = projectSrc.map(FilePath::checked);
        if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a project's name", name),
                    Message.of("Use small letters, digits, dashes and underscores."));
        }
        boolean isAbsent = state.equals(Optional.of(DesiredState.ABSENT));
        if (isAbsent && (projectSrc.isPresent() || !definition.isEmpty())) {
            throw new InvalidOption(
                    "state",
                    Message.of("a project that shall be absent needs only its name"),
                    Message.of("Leave the others out."));
        }
        if (!isAbsent && projectSrc.isPresent() != definition.isEmpty()) {
            throw new InvalidOption(
                    "project_src",
                    projectSrc.isPresent()
                            ? Message.of("the project %s has a project_src and a definition", name)
                            : Message.of("the project %s has no file", name),
                    Message.of("Give project_src, a directory of the host, or definition."));
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
    public Script probe(Machine machine) {
        List<String> hashes = List.of("config", "--hash", "*");
        return isAbsent()
                ? ComposeState.probe(name)
                : ComposeState.probe(
                        name,
                        projectSrc
                                .map(folder -> ComposeScripts.ofFolder(name, folder, hashes))
                                .orElseGet(() -> ComposeScripts.ofText(name, DockerJson.write(definition), hashes)));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(ComposeState.read(probeOutput));
    }

    @Override
    public Plan plan(State found, Machine machine, PendingChanges pendingChanges) {
        ComposeState actual = found.project();
        return isAbsent() ? planAbsent(actual) : planPresent(actual, machine, pendingChanges);
    }

    private Plan planAbsent(ComposeState actual) {
        Optional<Blocker> blocker = actual.engine().blocker();
        if (!actual.engine().installed() || (blocker.isEmpty() && !actual.isThere())) {
            return Plan.NOTHING;
        }
        if (blocker.isPresent()) {
            return Plan.blocked(List.of(Change.of(PROJECT, "unknown", Change.ABSENT)), blocker.get());
        }
        List<Change> changes = new ArrayList<>();
        actual.services().forEach(service -> changes.add(gone(service)));
        if (changes.isEmpty()) {
            changes.add(Change.of("networks", RecordedChange.PRESENT, Change.ABSENT));
        }
        return Plan.of(changes, ComposeScripts.down(name));
    }

    private Plan planPresent(ComposeState actual, Machine machine, PendingChanges pendingChanges) {
        Optional<String> writer = projectSrc.flatMap(folder -> FilePath.disturber(List.of(folder), pendingChanges));
        Optional<Blocker> blocker = blocker(actual, machine);
        if (blocker.isPresent()) {
            return Plan.blocked(List.of(Change.of("services", "unknown", "as the file says")), blocker.get());
        }
        List<Change> changes = differences(actual);
        if (changes.isEmpty() && writer.isPresent()) {
            changes.add(Change.of("services", "as the file says", "as the file will say"));
        }
        List<String> up = List.of("up", "-d", "--remove-orphans");
        Plan plan = Plan.of(
                changes,
                projectSrc
                        .map(folder -> ComposeScripts.ofFolder(name, folder, up))
                        .orElseGet(() -> ComposeScripts.ofContent(name, DockerJson.write(definition), up)));
        return writer.map(plan::after).orElse(plan);
    }

    private Optional<Blocker> blocker(ComposeState actual, Machine machine) {
        if (machine.major() == 6) {
            return Optional.of(Blocker.lasting(Message.of("Docker 1.7 of CentOS 6 has no docker compose")));
        }
        Optional<Blocker> engine = actual.engine().blocker();
        if (engine.isPresent()) {
            return engine;
        }
        if (!actual.hasCompose()) {
            return Optional.of(Blocker.of(
                    Message.of("docker compose is not installed; it is in the package docker-compose-plugin"),
                    new Prerequisite(Prerequisite.Kind.PROGRAM, "docker-compose")));
        }
        if (actual.wrong().isEmpty()) {
            return Optional.empty();
        }
        String words = actual.wrong().replaceAll("\\s*\n\\s*", " ");
        return Optional.of(projectSrc
                .map(place ->
                        Blocker.of(Message.of("Compose cannot read %s: %s", place, words), Prerequisite.path(place)))
                .orElseGet(() -> Blocker.lasting(Message.of("Compose cannot read the definition: %s", words))));
    }

    /** Compares the hash of each service's options with that of its containers, as Compose itself does. */
    private static List<Change> differences(ComposeState actual) {
        List<Change> changes = new ArrayList<>();
        actual.wanted().forEach((service, hash) -> {
            List<ComposeState.Container> containers = actual.of(service);
            if (containers.isEmpty()) {
                changes.add(change(service, Change.ABSENT, RUNS));
            } else if (!containers.stream().allMatch(each -> each.hash().equals(hash))) {
                changes.add(change(service, "made by other options", "made anew"));
            } else if (!containers.stream().allMatch(ComposeState.Container::runs)) {
                changes.add(change(service, "stopped", RUNS));
            }
        });
        actual.services().stream()
                .filter(service -> !actual.wanted().containsKey(service))
                .forEach(service -> changes.add(gone(service)));
        return changes;
    }

    private static Change gone(String service) {
        return change(service, RecordedChange.PRESENT, Change.ABSENT);
    }

    private static Change change(String service, String from, String to) {
        return Change.of("service " + service, from, to).recordedAs(KEY_SERVICE + service);
    }

    /** Removes the services that were not there; those that were made anew or removed cannot be restored. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return isAbsent() ? List.of() : former(name, made);
    }

    /** Makes the restore of a project; none when these changes made no service. */
    public static List<Resource<?>> former(String name, List<RecordedChange> made) {
        Map<String, RecordedChange> first = new LinkedHashMap<>();
        made.stream()
                .filter(change -> change.key().startsWith(KEY_SERVICE))
                .forEach(change -> first.putIfAbsent(change.key().substring(KEY_SERVICE.length()), change));
        List<String> brought = first.entrySet().stream()
                .filter(each -> each.getValue().wasAbsent())
                .map(Map.Entry::getKey)
                .toList();
        List<String> changed = first.keySet().stream()
                .filter(service -> !brought.contains(service))
                .toList();
        return first.isEmpty() ? List.of() : List.of(new RestoreCompose(name, brought, changed, false));
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of("the project " + name);
    }
}
