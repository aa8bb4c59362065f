package io.dockplay.bundle;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes images out of registries, by skopeo: in the layout of {@code docker save}, which each Docker loads.
 *
 * @param mirror where the images of Docker Hub are taken from instead, such as {@code https://mirror.example.com}
 */
record ImageArchives(Optional<String> mirror) {

    /** Writes the image of a name to a file. */
    void write(String name, Path file, Path work) {
        if (name.contains("@")) {
            throw new InvalidInput(Problem.of(
                    Message.of("the image %s cannot be in a bundle", name),
                    Message.of("docker load knows no digests; name a tag.")));
        }
        List<String> arguments = new ArrayList<>(
                List.of("--insecure-policy", "copy", "--quiet", "--override-os=linux", "--override-arch=amd64"));
        Optional<String> from = mirror.filter(any -> isOfDockerHub(name));
        if (from.filter(address -> address.startsWith("http://")).isPresent()) {
            arguments.add("--src-tls-verify=false");
        }
        String source = from.map(address -> address.replaceFirst("^https?://", "")
                                .replaceFirst("/+$", "") + "/" + (name.contains("/") ? name : "library/" + name))
                .orElse(name);
        arguments.addAll(List.of("docker://" + source, "docker-archive:" + file + ":" + name));
        Program.SKOPEO.run(Message.of("the image %s cannot be had", name), work, arguments);
    }

    /** Whether the first part of the name is no registry's. */
    private static boolean isOfDockerHub(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        return !first.contains(".") && !first.contains(":") && !first.equals("localhost");
    }
}
