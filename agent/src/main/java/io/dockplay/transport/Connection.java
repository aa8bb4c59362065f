package io.dockplay.transport;

/** One authenticated session with a host; closing it ends every channel on it. */
public interface Connection extends AutoCloseable {

    /**
     * Starts a command on the host.
     *
     * @param command what the login user's shell runs
     * @param terminal whether to ask for a pseudo-terminal, which some hosts demand before they let sudo run
     * @throws Unreachable when the connection is lost
     */
    Channel start(String command, boolean terminal) throws Unreachable;

    /** How long a command that is started now may keep us waiting. */
    default Patience patience() {
        return Patience.USUAL;
    }

    /** The memory that the answers may take beside those of other hosts; of a connection outside any run it is its own. */
    default SharedRoom sharedRoom() {
        return new SharedRoom();
    }

    @Override
    void close();
}
