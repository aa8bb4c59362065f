package io.dockplay.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that a host's answers may take, until the next message or the end of the talk.
 *
 * <p>A little is every host's own; the rest is shared by all, and goes to who asks first.
 */
final class Room implements AutoCloseable {

    private static final AtomicLong SHARED = new AtomicLong(Limits.SHARED);

    private final int most;
    private long taken;
    private long borrowed;

    /**
     * @param most what the answers to one message may take
     */
    Room(int most) {
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
