package io.dockplay.ssh;

import io.dockplay.transport.ByteQueue;
import io.dockplay.transport.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A way to a host that is no socket and behaves as one does, timeouts included: without them JSch would wait for a dead host for ever.
 * What arrives is queued, and read from there.
 */
abstract class QueuedSocket extends Socket {

    private final ByteQueue arrived;
    private volatile int timeout;

    /**
     * Begins with nothing arrived.
     *
     * @param heldBack how long who brings the bytes is held back while nobody reads
     */
    QueuedSocket(Duration heldBack) {
        this.arrived = new ByteQueue(Limits.UNREAD_BEHIND_JUMP, heldBack);
    }

    /** What brings the bytes there. */
    final ByteQueue arrived() {
        return arrived;
    }

    /** Ends what the bytes come through. */
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
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // hanging up may block, and must not keep another from it
    public final void close() {
        arrived.fail(new IOException("the connection was closed"));
        hangUp();
    }
}
