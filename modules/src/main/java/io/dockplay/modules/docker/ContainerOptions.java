package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses options that Docker does not accept for a container, before any host is contacted. */
final class ContainerOptions {

    private static final String NUMBERS = "[0-9]{1,5}(-[0-9]{1,5})?";
    private static final Pattern PORT = Pattern.compile("(([0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:]+]):(" + NUMBERS
            + ")?:|" + NUMBERS + ":)?" + NUMBERS + "(/(tcp|udp|sctp))?");
    private static final Pattern VOLUME =
            Pattern.compile("((/[^:]*|[A-Za-z0-9][A-Za-z0-9_.-]+):)?/[^:]*(:[A-Za-z,]+)?");

    private ContainerOptions() {}

    static void refuseOddName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]+")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a container's name", name),
                    Message.of("Use letters, digits, dots, dashes and underscores, at least two."));
        }
    }

    static void refuseOddCommand(List<String> command) {
        if (command.size() == 1 && command.get(0).strip().matches("(?s).*\\s.*")) {
            throw new InvalidOption(
                    "command",
                    Message.of("\"%s\" is one word to Docker, not a program and its arguments", command.get(0)),
                    Message.of("Write a list: [program, argument], or [sh, -c, the line]."));
        }
    }

    static void refuseOddPorts(List<String> ports) {
        for (String port : ports) {
            if (!PORT.matcher(port).matches()) {
                throw new InvalidOption(
                        "ports",
                        Message.of("\"%s\" is not a port to publish", port),
                        Message.of(
                                "Write \"8080:80\", \"127.0.0.1:8080:80\" or \"53:53/udp\", the host's port first."));
            }
        }
    }

    static void refuseOddVolumes(List<String> volumes) {
        for (String volume : volumes) {
            if (!VOLUME.matcher(volume).matches()) {
                throw new InvalidOption(
                        "volumes",
                        Message.of("\"%s\" is not a volume", volume),
                        Message.of("Write /on/host:/in/container, with :ro where nothing is to be written, or "
                                + "name:/in/container."));
            }
        }
    }

    static void refuseOddEnv(Map<String, String> env) {
        env.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
                throw new InvalidOption(
                        "env",
                        Message.of("\"%s\" is not the name of a variable", name),
                        Message.of("Use letters, digits and underscores."));
            }
            if (value.matches("(?s).*[\\n\\r\\x00].*")) {
                throw new InvalidOption(
                        "env",
                        Message.of(
                                "the value of %s has several lines, which Docker's files of variables cannot hold",
                                name),
                        Message.of("Put it in a file on the host, and give the container that with volumes."));
            }
        });
    }

    static void refuseOwnLabel(Map<String, String> labels) {
        if (labels.containsKey(ContainerSpec.LABEL)) {
            throw new InvalidOption(
                    "labels",
                    Message.of("the label %s is dockplay's own", ContainerSpec.LABEL),
                    Message.of("Leave it out."));
        }
    }

    static void refuseOddPolicy(Optional<String> policy) {
        if (policy.isPresent() && !policy.get().matches("no|always|unless-stopped|on-failure(:[0-9]{1,6})?")) {
            throw new InvalidOption(
                    "restart_policy",
                    Message.of("\"%s\" is not a restart policy", policy.get()),
                    Message.of("It is one of no, always, on-failure, on-failure:N and unless-stopped."));
        }
    }
}
