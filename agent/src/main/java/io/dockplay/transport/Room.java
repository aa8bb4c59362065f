package io.dockplay.transport;

import io.dockplay.message.Message;

/**
 * The memory for a host's answers, until the next message or the end of the conversation.
 *
 * <p>Each host has a small part of its own. The rest is shared by all hosts of the run: the first to ask gets it.
 */
final class Room implements AutoCloseable {

    private final SharedRoom shared;
    private final int most;
    private long taken;
    private long borrowed;

    /**
     * @param shared what all hosts of the run share
     * @param most how many bytes the answers to one message may have
     */
    Room(SharedRoom shared, int most) {
        this.shared = shared;
        this.most = most;
    }

    /**
     * Takes this many more bytes.
     *
     * @throws GivenUp when there are none left
     */
    void take(long bytes) throws GivenUp {
        taken += bytes;
        if (taken > most) {
            throw GivenUp.tooMuch(Message.of("in answer to one message"), most);
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
