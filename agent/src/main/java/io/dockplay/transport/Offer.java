package io.dockplay.transport;

import io.dockplay.resource.Script;
import java.util.List;

/**
 * A bundle that this side offers to a host: the host's scripts take from it what they would take from the network.
 *
 * @param port the port of the loopback address at which it is reached
 * @param path the beginning of the path there, which nobody can guess
 * @param images the names of the images in it
 */
public record Offer(int port, String path, List<String> images) {

    private static final String TOOLS = Conversation.load("bundle.sh");

    public Offer {
        images = List.copyOf(images);
    }

    /** The same, as a host reaches it that has another port for it. */
    public Offer at(int hostsPort) {
        return new Offer(hostsPort, path, images);
    }

    /** The line of the runtime's beginning that gives these tools to each of its scripts. */
    Script tools() {
        Script given = Script.of(
                "bundle={}\nbundle_images={}\n",
                "http://127.0.0.1:" + port + path,
                " " + String.join(" ", images) + " ");
        return Script.of("more_tools={}\n", given.code() + TOOLS);
    }
}
