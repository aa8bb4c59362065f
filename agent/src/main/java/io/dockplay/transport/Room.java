package io.dockplay.transport;

/**
 * The memory that a host's answers may take, until the next message or the end of the talk.
 *
 * <p>A little is every host's own. The rest comes from what all hosts of the run share.
 */
final class Room implements AutoCloseable {

    private final SharedRoom shared;
    private final int most;
    private long taken;
    private long borrowed;

    /**
     * @param shared what all hosts of the run share
     * @param most what the answers to one message may take
     */
    Room(SharedRoom shared, int most) {
        this.shared = shared;
        this.most = most;
    }

    /**
     * Takes so many bytes more.
     *
     * @throws GivenUp when there are none left
     */
    void take(long bytes) throws GivenUp {
        taken += bytes;
        if (taken > most) {
            throw GivenUp.tooMuch("in answer to one message", most);
        }
        long wanted = taken - Limits.OWN - borrowed;
        if (wanted > 0) {
            if (!shared.take(wanted)) {
                throw GivenUp.noRoom();
            }
            borrowed += wanted;
        }
    }

    @Override
    public void close() {
        shared.giveBack(borrowed);
        borrowed = 0;
    }
}
