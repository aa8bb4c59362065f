package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import java.util.regex.Pattern;

/**
 * The whole name of an image, with its tag or its digest, as {@code docker pull} takes it.
 *
 * <p>A name with a tag or a digest is never mistaken for a container's by {@code docker inspect}, which in Docker 1.7 looks
 * for both.
 *
 * @param text such as {@code nginx:1.25}, {@code registry.example.com:5000/team/app:latest} or {@code nginx@sha256:…}
 */
record DockerReference(String text) {

    private static final String PART = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
    private static final String HOST = "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?";
    private static final Pattern NAME = Pattern.compile("(?:" + HOST + "/)?" + PART + "(?:/" + PART + ")*"
            + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?");

    /** Reads a name, and adds {@code :latest} when it has neither tag nor digest. */
    static DockerReference of(String option, String written) {
        if (!NAME.matcher(written).matches()) {
            throw new InvalidOption(
                    option,
                    Message.of("\"%s\" is not the name of an image", written),
                    Message.of(
                            "Write it as in docker pull, such as nginx:1.25 or registry.example.com:5000/team/app:2.0."));
        }
        String last = written.substring(written.lastIndexOf('/') + 1);
        return new DockerReference(last.contains(":") ? written : written + ":latest");
    }

    /** Names the image among what a task writes. */
    String resource() {
        return "docker image " + text;
    }
}
