package io.dockplay.faults;

import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.util.List;

/** One thing that goes wrong while a run is at work; what it prints as tells it, with all that chance has chosen. */
interface Fault {

    /** What happens to the connections, in their order. */
    default List<Disturbance> disturbances() {
        return List.of();
    }

    /** Before anything runs. */
    default void setUp(LabHost host) {}

    /** Before the run begins. */
    default void prepare(LabHost host) {}

    /** While the run is at work. Tells whether the fault has struck: the run may be over before its moment comes. */
    default boolean strike(Scene scene) throws IOException, InterruptedException {
        return true;
    }

    /** When the run is over, and the host at rest; the next runs find a host without fault. */
    default void mend(LabHost host) {}

    /** When the host has been given back. */
    default void cleanUp(LabHost host) {}
}
