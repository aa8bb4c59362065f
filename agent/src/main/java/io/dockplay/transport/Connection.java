package io.dockplay.transport;

import java.util.Optional;

/** One authenticated session with a host; closing it ends every channel on it. */
public interface Connection extends AutoCloseable {

    /**
     * Starts a command on the host.
     *
     * @param command what the login user's shell runs
     * @param terminal whether to ask for a pseudo-terminal, which sudo needs on some hosts
     * @throws Unreachable when the connection is lost
     */
    Channel start(String command, boolean terminal) throws Unreachable;

    /** How long to wait for a command that starts now. */
    default Patience patience() {
        return Patience.USUAL;
    }

    /** The memory that the answers may take beside those of other hosts; of a connection outside any run it is its own. */
    default SharedRoom sharedRoom() {
        return new SharedRoom();
    }

    /** The bundle from which the host's scripts take what they would take from the network. */
    default Optional<Offer> offer() {
        return Optional.empty();
    }

    @Override
    void close();
}
