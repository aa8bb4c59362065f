package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.Content;
import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;
import io.dockplay.resource.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options with which a container is created.
 *
 * @param image the image that it is created from
 * @param command the program and its arguments; the image's own when there are none
 * @param ports as {@code docker run -p} takes them
 * @param volumes as {@code docker run -v} takes them
 * @param env the environment; its values are never shown, and on no command line
 * @param restartPolicy as {@code docker run --restart} takes it
 * @param network as {@code docker run --net} takes it
 * @param labels the labels
 */
record ContainerSpec(
        DockerReference image,
        List<String> command,
        List<String> ports,
        List<String> volumes,
        Map<String, String> env,
        Optional<String> restartPolicy,
        Optional<String> network,
        Map<String, String> labels) {

    /** The label of a container that holds the digest of the options it was created with. */
    static final String LABEL = "io.dockplay.configuration";

    /** The SHA-256 of all options. */
    String digest() {
        List<String> all = new ArrayList<>(List.of(image.text(), restartPolicy.orElse(""), network.orElse("")));
        for (List<String> part : List.of(command, ports, volumes, pairs(env), pairs(labels))) {
            all.add(String.valueOf(part.size()));
            all.addAll(part);
        }
        return Sha256.hex(String.join("\0", all));
    }

    private static List<String> pairs(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList();
    }

    /** Creates the container, and pulls a missing image; Docker 1.7 knows all flags used here. */
    Script create(String name) {
        List<Object> words = new ArrayList<>(List.of("--name", name, "--label", LABEL + "=" + digest()));
        pairs(labels).forEach(label -> words.addAll(List.of("--label", label)));
        ports.forEach(port -> words.addAll(List.of("-p", port)));
        volumes.forEach(volume -> words.addAll(List.of("-v", volume)));
        if (!env.isEmpty()) {
            String lines = String.join("\n", pairs(env)) + "\n";
            words.addAll(List.of("--env-file", new Content(Utf8.bytes(lines))));
        }
        restartPolicy.ifPresent(policy -> words.addAll(List.of("--restart", policy)));
        network.ifPresent(each -> words.addAll(List.of("--net", each)));
        words.add(image.text());
        words.addAll(command);
        return Script.of("docker create {}", words);
    }

    /** Finds an option that Docker 1.7 of CentOS 6 does not know. */
    Optional<Message> tooNewForDocker1() {
        if (restartPolicy.equals(Optional.of("unless-stopped"))) {
            return Optional.of(Message.of("Docker 1.7 does not know the restart policy unless-stopped; write always"));
        }
        if (network.filter(name -> !name.matches("bridge|host|none|container:.*"))
                .isPresent()) {
            return Optional.of(
                    Message.of("Docker 1.7 has no networks of one's own; write bridge, host, none or container:NAME"));
        }
        for (String port : ports) {
            if (port.startsWith("[")) {
                return Optional.of(Message.of(
                        "Docker 1.7 publishes no port of an IPv6 address, such as %s; write it without one, or with "
                                + "an IPv4 address",
                        port));
            }
            if (port.endsWith("/sctp")) {
                return Optional.of(Message.of("Docker 1.7 does not know sctp, as in %s; it knows tcp and udp", port));
            }
        }
        return volumes.stream()
                .filter(volume -> !volume.startsWith("/"))
                .findFirst()
                .map(volume -> Message.of(
                        "Docker 1.7 has no volumes with names; write a directory of the host instead of %s", volume));
    }
}
