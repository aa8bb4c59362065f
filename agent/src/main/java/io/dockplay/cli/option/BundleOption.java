package io.dockplay.cli.option;

import io.dockplay.bundle.Bundle;
import io.dockplay.bundle.BundleServer;
import io.dockplay.transport.Offer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The bundle from which the hosts of a run take what they would take from the network. */
public final class BundleOption {

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "Packages, images and downloads come from this file that \"dockplay bundle\" made, and from nowhere else.")
    Optional<Path> file = Optional.empty();

    private @Nullable BundleServer server;

    /** What the hosts are offered; nothing without {@code --bundle}, or before {@link #serve}. */
    public Optional<Offer> offer() {
        return Optional.ofNullable(server).map(BundleServer::offer);
    }

    /** Whether there is one. */
    boolean isGiven() {
        return file.isPresent();
    }

    /**
     * Serves the bundle, if one is given, until what is returned is closed.
     *
     * @throws io.dockplay.problem.InvalidInput when it is not a whole bundle
     */
    public Optional<BundleServer> serve() {
        Optional<BundleServer> started = file.map(Bundle::open).map(BundleServer::start);
        server = started.orElse(null);
        return started;
    }
}
