package io.dockplay.modules.docker;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The actual state of a project of Compose.
 *
 * @param engine whether Docker could be asked
 * @param hasCompose whether {@code docker compose} is there
 * @param wanted service → the hash of its options, as Compose computes it from the file
 * @param wrong what Compose says of a file that it cannot read; empty when it can
 * @param containers the containers of the project
 * @param networks how many networks the project has
 */
record ComposeState(
        DockerEngine engine,
        boolean hasCompose,
        Map<String, String> wanted,
        String wrong,
        List<Container> containers,
        long networks) {

    /**
     * A container of the project.
     *
     * @param service the service that it belongs to
     * @param hash the hash of the options that it was made with
     * @param runs whether it runs
     */
    record Container(String service, String hash, boolean runs) {}

    private static final Pattern HASH = Pattern.compile("([A-Za-z0-9._-]+) ([0-9a-f]{64})");
    private static final Pattern CONTAINER = Pattern.compile("([A-Za-z0-9._-]+) ([0-9a-f]*) (\\S*) (.*)");

    ComposeState {
        containers = List.copyOf(containers);
    }

    /** Probes what there is of a project. */
    static Script probe(String project) {
        return DockerEngine.probe().then(Script.of("""
                        if [ -n "$asked" ]; then
                          answer containers
                          timeout 30 docker ps -a --filter {} \\
                            --format '{{.Label "com.docker.compose.service"}} {{.Label "com.docker.compose.config-hash"}} {{.Label "com.docker.compose.oneoff"}} {{.Status}}'
                          answer networks; timeout 30 docker network ls -q --filter {}
                        fi""", ComposeScripts.label(project), ComposeScripts.label(project)));
    }

    /** Probes what there is of a project, and what there shall be by the command that asks Compose for its hashes. */
    static Script probe(String project, Script hashes) {
        return probe(project).then(Script.of("""
                        if [ -n "$asked" ] && timeout 30 docker compose version >/dev/null 2>&1; then
                          answer compose; echo yes
                          if said=$( {} 2>&1); then answer wanted; else answer wrong; fi
                          printf '%s\\n' "$said"
                        fi""", hashes));
    }

    static ComposeState read(ProbeOutput probeOutput) {
        Map<String, String> wanted = new LinkedHashMap<>();
        probeOutput
                .lines("wanted")
                .forEach(
                        line -> match(HASH, line).ifPresent(service -> wanted.put(service.group(1), service.group(2))));
        List<Container> containers = new ArrayList<>();
        probeOutput
                .lines("containers")
                .forEach(line -> match(CONTAINER, line)
                        .filter(each -> !each.group(3).equals("True"))
                        .ifPresent(each -> containers.add(new Container(
                                each.group(1), each.group(2), each.group(4).startsWith("Up")))));
        return new ComposeState(
                DockerEngine.read(probeOutput),
                probeOutput.text("compose").equals("yes"),
                wanted,
                probeOutput.text("wrong"),
                containers,
                probeOutput.lines("networks").size());
    }

    private static Optional<Matcher> match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    boolean isThere() {
        return !containers.isEmpty() || networks > 0;
    }

    /** The containers of a service. */
    List<Container> of(String service) {
        return containers.stream()
                .filter(each -> each.service().equals(service))
                .toList();
    }

    /** The names of the services that have containers, sorted. */
    List<String> services() {
        return containers.stream().map(Container::service).distinct().sorted().toList();
    }
}
