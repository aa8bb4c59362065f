package io.dockplay.transport;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the answers of all hosts of a run may take together; who asks first gets it. */
public final class SharedRoom {

    private final AtomicLong left = new AtomicLong(Limits.SHARED);

    /** Takes bytes; none where there are not so many left. */
    boolean take(long bytes) {
        if (left.addAndGet(-bytes) < 0) {
            left.addAndGet(bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
