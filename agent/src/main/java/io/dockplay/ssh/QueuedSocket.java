package io.dockplay.ssh;

import io.dockplay.transport.ByteQueue;
import io.dockplay.transport.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A connection that is not a socket and behaves like one.
 *
 * <p>What arrives is queued, so that reads have timeouts; without them JSch would wait for a dead host for ever.
 */
abstract class QueuedSocket extends Socket {

    private final ByteQueue arrived;
    private volatile int timeout;

    /**
     * A connection on which nothing has arrived yet.
     *
     * @param heldBack how long the thread that brings the bytes waits while nobody reads
     */
    QueuedSocket(Duration heldBack) {
        this.arrived = new ByteQueue(Limits.UNREAD_BEHIND_JUMP, heldBack);
    }

    /** The queue into which arriving bytes are put. */
    final ByteQueue arrived() {
        return arrived;
    }

    /** Closes the connection below. */
    abstract void hangUp();

    @Override
    public final synchronized void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
        arrived.timeout(milliseconds);
    }

    @Override
    public final synchronized int getSoTimeout() {
        return timeout;
    }

    @Override
    public final InputStream getInputStream() {
        return arrived;
    }

    @Override
    @SuppressWarnings(
            "UnsynchronizedOverridesSynchronized") // closing may block, and must not keep another thread from it
    public final void close() {
        arrived.fail(new IOException("the connection was closed"));
        hangUp();
    }
}
