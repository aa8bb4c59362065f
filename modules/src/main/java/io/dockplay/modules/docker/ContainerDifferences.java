package io.dockplay.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.resource.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The differences between an actual container and the wanted one.
 *
 * <p>Only the fields that the task sets are compared, so a container that was made by hand and fits them stays. An
 * option
 * that was dropped from the task shows only in the digest.
 *
 * @param wish the wanted container
 * @param actual the actual container
 */
record ContainerDifferences(ContainerSpec wish, DockerContainerState actual) {

    private static final String NONE = "none";

    List<Change> changes() {
        JsonNode config = actual.container().path("Config");
        JsonNode host = actual.container().path("HostConfig");
        List<Change> changes = new ArrayList<>();
        addImage(changes, config.path("Image").asText());
        if (!wish.command().isEmpty()) {
            List<String> command = DockerJson.texts(config.path("Cmd"));
            add(
                    changes,
                    "command",
                    String.join(" ", command),
                    String.join(" ", wish.command()),
                    command,
                    wish.command());
        }
        boolean isRange = wish.ports().stream().anyMatch(port -> port.contains("-"));
        if (!wish.ports().isEmpty() && !isRange) {
            addSets(
                    changes,
                    "ports",
                    published(host.path("PortBindings")),
                    wish.ports().stream().map(ContainerDifferences::plain).toList());
        }
        List<String> binds =
                wish.volumes().stream().filter(each -> each.contains(":")).toList();
        if (!binds.isEmpty()) {
            addSets(changes, "volumes", DockerJson.texts(host.path("Binds")), binds);
        }
        addEnv(changes, DockerJson.texts(config.path("Env")));
        wish.restartPolicy().ifPresent(policy -> {
            String now = policy(host.path("RestartPolicy"));
            add(changes, "restart_policy", now, policy, now, policy.replaceFirst(":0$", ""));
        });
        wish.network().ifPresent(network -> {
            String now = host.path("NetworkMode").asText().replaceFirst("^(default)?$", "bridge");
            add(changes, "network", now, network, now, network.replaceFirst("^default$", "bridge"));
        });
        wish.labels().forEach((label, value) -> {
            JsonNode now = config.path("Labels").path(label);
            add(
                    changes,
                    "label " + label,
                    now.isMissingNode() ? Change.ABSENT : now.asText(),
                    value,
                    now.isMissingNode() ? null : now.asText(),
                    value);
        });
        String made = actual.configuration();
        if (changes.isEmpty() && !made.isEmpty() && !made.equals(wish.digest())) {
            changes.add(Change.of("configuration", "made by other options", "as wanted")
                    .recordedAs("configuration", "other", "wanted"));
        }
        return changes;
    }

    /** Compares the images; the name may stand for another image than when the container was created. */
    private void addImage(List<Change> changes, String name) {
        String wanted = wish.image().text();
        boolean isSameName = name.equals(wanted) || (name + ":latest").equals(wanted);
        String id = bare(actual.container().path("Image").asText());
        String newest = bare(actual.imageId());
        boolean isSameImage = newest.isEmpty() ? isSameName : id.equals(newest);
        if (isSameImage) {
            return;
        }
        changes.add(
                isSameName
                        ? Change.of("image", DockerJson.shortened(id), DockerJson.shortened(newest))
                        : Change.of("image", name, wanted));
    }

    private static String bare(String id) {
        return id.replaceFirst("^sha256:", "");
    }

    /** Compares the environment; its values are secrets, so only the names are shown. */
    private void addEnv(List<Change> changes, List<String> lines) {
        Map<String, String> now = new LinkedHashMap<>();
        lines.forEach(line -> now.put(line.replaceFirst("(?s)=.*", ""), line.replaceFirst("^[^=]*=?", "")));
        wish.env().forEach((name, value) -> {
            String there = now.get(name);
            if (!value.equals(there)) {
                changes.add(Change.of("env " + name, there == null ? Change.ABSENT : "another value", "as wanted")
                        .recordedAs("env:" + name, there == null ? Change.ABSENT : "other", "wanted"));
            }
        });
    }

    private static String policy(JsonNode policy) {
        String name = policy.path("Name").asText("");
        int most = policy.path("MaximumRetryCount").asInt();
        return name.isEmpty() ? "no" : most > 0 ? name + ":" + most : name;
    }

    /** Shows {@code {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}} as {@code 8080:80}. */
    private static List<String> published(JsonNode bindings) {
        List<String> ports = new ArrayList<>();
        bindings.properties()
                .forEach(entry -> entry.getValue()
                        .forEach(binding ->
                                ports.add(plain(binding.path("HostIp").asText("") + ":"
                                        + binding.path("HostPort").asText("") + ":" + entry.getKey()))));
        return ports;
    }

    /** Shortens {@code ADDRESS:PORT:PORT/PROTOCOL} by its defaults. */
    private static String plain(String port) {
        return port.replaceFirst("/tcp$", "")
                .replaceFirst("^(0\\.0\\.0\\.0)?:(?=[0-9]*:)", "")
                .replaceFirst("^0?:(?=[0-9])", "");
    }

    private static void addSets(List<Change> changes, String what, List<String> now, List<String> wanted) {
        Set<String> from = new TreeSet<>(now);
        Set<String> to = new TreeSet<>(wanted);
        add(changes, what, String.join(", ", from), String.join(", ", to), from, to);
    }

    private static void add(
            List<Change> changes, String what, String from, String to, @Nullable Object now, Object wanted) {
        if (!wanted.equals(now)) {
            changes.add(Change.of(what, from.isEmpty() ? NONE : from, to)
                    .recordedAs(what.replaceFirst("^label ", "label:")));
        }
    }
}
