package io.dockplay.cli.option;

import io.dockplay.bundle.Bundle;
import io.dockplay.bundle.BundleServer;
import io.dockplay.transport.Offer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The bundle from which the hosts of a run take what they would take from the network. */
public final class BundleOption {

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description =
                    "Packages, images and downloads come from this file that \"dockplay bundle\" made, and from nowhere else.")
    Optional<Path> file = Optional.empty();

    private @Nullable BundleServer server;

    /**
     * What the hosts are offered, nothing without {@code --bundle}; from the first call on it is served until the program ends.
     *
     * @throws io.dockplay.problem.InvalidInput when it is not a whole bundle
     */
    public synchronized Optional<Offer> offer() {
        if (server == null && file.isPresent()) {
            server = BundleServer.start(Bundle.open(file.get()));
        }
        return Optional.ofNullable(server).map(BundleServer::offer);
    }

    /** The addresses that hosts have asked for in vain. */
    public synchronized List<String> missed() {
        return server == null ? List.of() : server.missed();
    }

    /** Whether there is one. */
    boolean isGiven() {
        return file.isPresent();
    }
}
