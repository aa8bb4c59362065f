package io.dockplay.faults;

import java.util.List;
import java.util.stream.Collectors;

/** The connection fails; with several disturbances, the one that is made instead of it fails, too. */
record WireFault(List<Disturbance> disturbances) implements Fault {

    @Override
    public boolean strike(Scene scene) throws InterruptedException {
        return true; // the proxy does
    }

    @Override
    public String toString() {
        return "the connection is "
                + disturbances.stream().map(String::valueOf).collect(Collectors.joining(", the next one is "));
    }
}
