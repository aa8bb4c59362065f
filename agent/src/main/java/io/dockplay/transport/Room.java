package io.dockplay.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for a host's answers, until the next message or the end of the conversation.
 *
 * <p>Each host has a small part of its own. The rest is shared by all hosts: the first to ask gets it.
 */
final class Room implements AutoCloseable {

    private static final AtomicLong SHARED = new AtomicLong(Limits.SHARED);

    private final int most;
    private long taken;
    private long borrowed;

    /**
     * @param most how many bytes the answers to one message may have
     */
    Room(int most) {
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
            throw GivenUp.tooMuch("in answer to one message", most);
        }
        long wanted = taken - Limits.OWN - borrowed;
        if (wanted > 0) {
            if (SHARED.addAndGet(-wanted) < 0) {
                SHARED.addAndGet(wanted);
                throw GivenUp.noRoom();
            }
            borrowed += wanted;
        }
    }

    @Override
    public void close() {
        SHARED.addAndGet(borrowed);
        borrowed = 0;
    }
}
