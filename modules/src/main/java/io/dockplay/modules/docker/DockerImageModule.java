package io.dockplay.modules.docker;

import io.dockplay.message.Message;
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
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pulls and removes an image through the host's {@code docker}. */
@PlaybookModule(name = "docker-image", sentence = "An image that a host's Docker has, or has not.", example = """
                - name: The web server's image
                  docker-image: {name: "nginx:1.25"}

                - name: The newest build
                  docker-image: {name: registry.example.com:5000/team/app, pull: always}

                - name: Not the old one
                  docker-image: {name: "nginx:1.24", state: absent}
                """)
public record DockerImageModule(
        @Option("as in `docker pull`: `nginx:1.25`, `registry.example.com:5000/team/app`, `nginx@sha256:…`; without "
                + "tag and digest `latest` is meant")
        String name,

        @Option(
                value = "`absent`: this name is not there, and neither is the image when it has no other tag",
                defaults = "present")
        Optional<DesiredState> state,

        @Option(
                value = "`missing`: an image that is there is enough; `always`: the registry is asked each time",
                defaults = "missing")
        Optional<Pull> pull,

        @Option("with `state: absent`: containers that were made from the image are removed with it")
        Optional<Boolean> force)
        implements OwnedResource<DockerImageModule.State> {

    /** Whether the image shall be there. */
    public enum DesiredState {
        /** The image exists. */
        PRESENT,
        /** The image does not have this name. */
        ABSENT
    }

    /** When the image is pulled. */
    public enum Pull {
        /** Pull when the image does not exist. */
        MISSING,
        /** Pull in each run. */
        ALWAYS
    }

    /**
     * The actual state of the image.
     *
     * @param image the image, and who uses it
     */
    public record State(DockerImageState image) {}

    private static final String PRESENT = "present";
    private static final String IMAGE = "image";

    /** The last output of a script that found no newer image. */
    private static final String SAME = "the image is the same as before";

    public DockerImageModule {
        DockerReference.of("name", name);
        boolean isAbsent = state.equals(Optional.of(DesiredState.ABSENT));
        if (isAbsent && pull.isPresent()) {
            throw new InvalidOption(
                    "pull",
                    Message.of("an image that shall be absent is not pulled"),
                    Message.of("Leave out pull, or the state."));
        }
        if (!isAbsent && force.isPresent()) {
            throw new InvalidOption(
                    "force",
                    Message.of("force is for state: absent"),
                    Message.of("To ask the registry each time, write pull: always."));
        }
    }

    private DockerReference reference() {
        return DockerReference.of("name", name);
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    private boolean pullsAlways() {
        return pull.equals(Optional.of(Pull.ALWAYS));
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public List<String> writes() {
        return List.of(reference().resource());
    }

    @Override
    public Script probe(Machine machine) {
        return DockerImageState.probe(reference(), isAbsent());
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(DockerImageState.read(probeOutput));
    }

    @Override
    public List<Supply> supplies() {
        return isAbsent() ? List.of() : List.of(new Supply.Image(reference().text()));
    }

    /** Whether Docker is gone, and with it all images. */
    @Override
    public boolean isGone(State actual) {
        return !actual.image().engine().installed();
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        return isAbsent() ? planAbsent(actual.image(), pendingChanges) : planPresent(actual.image());
    }

    private Plan planPresent(DockerImageState image) {
        Optional<Blocker> blocker = image.engine().blocker();
        if (image.isThere() && !pullsAlways()) {
            return Plan.NOTHING;
        }
        String reference = reference().text();
        Change change = image.isThere()
                ? Change.of(IMAGE, DockerJson.shortened(image.id()), "as the registry has it")
                        .recordedAs(IMAGE, DockerJson.shortened(image.id()), "pulled")
                : Change.of(IMAGE, Change.ABSENT, PRESENT);
        Script script = image.isThere()
                ? Script.of("""
                        docker pull {}
                        if [ "$(docker inspect -f '{{.Id}}' {})" = {} ]; then echo {}; fi""", reference, reference, image.id(), SAME)
                : Script.of("docker pull {}", reference);
        return blocker.map(reason -> Plan.blocked(List.of(change), reason)).orElse(Plan.of(List.of(change), script));
    }

    private Plan planAbsent(DockerImageState image, PendingChanges pendingChanges) {
        Optional<Blocker> blocker = image.engine().blocker();
        if (!image.engine().installed() || (blocker.isEmpty() && !image.isThere())) {
            return Plan.NOTHING;
        }
        List<Change> changes = new ArrayList<>();
        if (blocker.isPresent()) {
            return Plan.blocked(List.of(Change.of(IMAGE, "unknown", Change.ABSENT)), blocker.get());
        }
        if (!image.containers().isEmpty() && image.hidesItsNames()) {
            return Plan.blocked(
                    List.of(Change.of(IMAGE, DockerJson.shortened(image.id()), Change.ABSENT)),
                    Message.of(
                            "containers were made from it: %s, and this Docker does not tell whether it has another "
                                    + "name, under which they would stay; remove them first",
                            image.users()));
        }
        boolean isUsed = !image.containers().isEmpty() && !image.hasAnotherTag(reference());
        boolean removesUsers = isUsed && force.orElse(false);
        if (removesUsers) {
            image.containers()
                    .forEach(user -> changes.add(
                            Change.of("container " + user.name(), user.runs() ? "runs" : "stopped", Change.ABSENT)
                                    .recordedAs("container:" + user.name())));
        }
        changes.add(Change.of(IMAGE, DockerJson.shortened(image.id()), Change.ABSENT));
        Script remove = Script.of("docker rmi {}", reference().text());
        if (!isUsed || removesUsers) {
            List<String> users = image.userNames().toList();
            return Plan.of(
                    changes, removesUsers ? Script.of("docker rm -f {}", users).then(remove) : remove);
        }
        Optional<String> remover = image.userNames()
                .map(user -> pendingChanges.writerOf(DockerContainers.resource(user)))
                .flatMap(Optional::stream)
                .reduce((first, second) -> second);
        return remover.map(task -> Plan.of(
                        changes.stream().map(change -> change.after(task)).toList(), remove))
                .orElseGet(() -> Plan.blocked(
                        changes,
                        Blocker.of(
                                Message.of(
                                        "containers were made from it: %s; remove them first, or write force: true, which removes "
                                                + "them too",
                                        image.users()),
                                Prerequisite.the(Prerequisite.Kind.CONTAINERS))));
    }

    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        if (isAbsent() || !pullsAlways()) {
            Plan left = plan(after, machine, PendingChanges.NOTHING);
            return left.isNothing() ? Optional.empty() : Optional.of(left.whatIsLeft());
        }
        if (!after.image().isThere()) {
            return Optional.of(Message.quoted("image: " + Change.ABSENT + " → " + PRESENT));
        }
        return scriptResult.exitCode() == 0
                ? Optional.empty()
                : Optional.of(Message.of("the registry did not give it"));
    }

    @Override
    public boolean changed(ScriptResult scriptResult) {
        return !scriptResult.stdout().stripTrailing().endsWith(SAME);
    }

    /** Removes an image that did not exist, and pulls a removed one again. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        Optional<String> former = made.stream()
                .filter(change -> change.isOf(IMAGE))
                .map(RecordedChange::from)
                .findFirst();
        if (former.isEmpty() || former.get().equals(Change.ABSENT) == isAbsent()) {
            return List.of();
        }
        DesiredState before = isAbsent() ? DesiredState.PRESENT : DesiredState.ABSENT;
        return List.of(new RestoreState<>(new RestoreIfPresent<>(
                new DockerImageModule(name, Optional.of(before), Optional.empty(), Optional.empty()))));
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of("the image " + name);
    }
}
