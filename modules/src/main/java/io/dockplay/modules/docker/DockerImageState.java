package io.dockplay.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The actual state of an image.
 *
 * @param engine whether Docker could be asked
 * @param id the image's id; empty when it does not exist
 * @param names all names and tags that the image has; empty when they are unknown, because Docker 1.7 shows them only
 *     in
 *     its list of images
 * @param containers the containers that were created from it
 */
record DockerImageState(DockerEngine engine, String id, List<String> names, List<User> containers) {

    /**
     * A container that was created from an image.
     *
     * @param name its name
     * @param runs whether it runs
     */
    record User(String name, boolean runs) {

        /** Shows the container, such as {@code web (runs)}. */
        @Override
        public String toString() {
            return runs ? name + " (runs)" : name;
        }
    }

    /** What the list of images shows for a missing name or tag. */
    private static final String NONE = "<none>";

    DockerImageState {
        names = List.copyOf(names);
        containers = List.copyOf(containers);
    }

    static Script probe(DockerReference image, boolean withContainers) {
        Script probe = DockerEngine.probe().then(Script.of("""
                if [ -n "$asked" ]; then answer image; timeout 30 docker inspect {}; fi""", image.text()));
        return withContainers ? probe.then(Script.of("""
                        if [ -n "$asked" ]; then
                          answer tags; docker images --no-trunc
                          answer containers
                          ids=$(docker ps -aq --no-trunc)
                          [ -z "$ids" ] || docker inspect -f '{{.Image}} {{.State.Running}} {{.Name}}' $ids
                        fi""")) : probe;
    }

    static DockerImageState read(ProbeOutput probeOutput) {
        JsonNode image = DockerJson.first(probeOutput.raw("image"));
        String id = image.path("Id").asText("");
        List<User> users = new ArrayList<>();
        for (String line : probeOutput.lines("containers")) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && !id.isEmpty() && bare(words[0]).equals(bare(id))) {
                users.add(new User(words[2].replaceFirst("^/", ""), words[1].equals("true")));
            }
        }
        List<String> names = new ArrayList<>(DockerJson.texts(image.path("RepoTags")));
        if (!image.has("RepoTags") && !id.isEmpty()) {
            names.addAll(listed(probeOutput, id));
        }
        DockerJson.texts(image.path("RepoDigests")).stream()
                .filter(digest -> names.isEmpty() || digest.contains("@"))
                .forEach(names::add);
        return new DockerImageState(DockerEngine.read(probeOutput), id, names, users);
    }

    /** Reads names from lines such as {@code hello-world   latest   dcbd2cc751dc…   6 years ago   762.4 kB}. */
    private static List<String> listed(ProbeOutput probeOutput, String id) {
        return probeOutput.lines("tags").stream()
                .map(line -> line.strip().split(" +", 4))
                .filter(words -> words.length > 2 && bare(words[2]).equals(bare(id)))
                .filter(words -> !words[0].equals(NONE) && !words[1].equals(NONE))
                .map(words -> words[0] + ":" + words[1])
                .toList();
    }

    private static String bare(String id) {
        return id.replaceFirst("^sha256:", "");
    }

    boolean isThere() {
        return !id.isEmpty();
    }

    /** Whether the image has another tag, and so stays when this name is removed. */
    boolean hasAnotherTag(DockerReference image) {
        return names.stream().filter(name -> !name.contains("@")).anyMatch(name -> !name.equals(image.text()));
    }

    /** Whether the names of the image are unknown. */
    boolean hidesItsNames() {
        return names.isEmpty();
    }

    /** Shows the containers' names, and which of them run. */
    String users() {
        return containers.stream().map(User::toString).collect(Collectors.joining(", "));
    }

    Stream<String> userNames() {
        return containers.stream().map(User::name);
    }
}
