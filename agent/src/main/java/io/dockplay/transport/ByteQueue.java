package io.dockplay.transport;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bounded stream of bytes from a thread that must not wait for long to a thread that may.
 *
 * <p>Bytes that are written to the {@linkplain #sink sink} are kept until they are read. At the bound the writer waits
 * for the reader for some time, which slows the host down; then it gives the stream up. While the reader is busy
 * {@linkplain #whileSending sending} it does so at once: each side would wait for the other for ever. Closing the sink
 * ends the stream; {@link #fail} ends it with an error.
 */
public final class ByteQueue extends InputStream {

    /** What a queue keeps while nothing is in it: thousands of hosts have one each, and most are silent most of the time. */
    private static final int SMALL = 512;

    private final int most;
    private final Duration patience;

    private final Object lock = new Object();
    private byte[] ring;
    private int first;
    private int count;
    private boolean sending;
    private boolean ended;
    private @Nullable IOException failure;
    private volatile int timeout;

    /** A queue for the output of a command on a host. */
    public ByteQueue() {
        this(Limits.UNREAD, Limits.UNREAD_WAITS);
    }

    /**
     * @param most how many bytes it holds
     * @param patience how long the writer waits for a reader at that bound; not at all when it is zero
     */
    public ByteQueue(int most, Duration patience) {
        this.most = most;
        this.patience = patience;
        this.ring = small();
    }

    /** The stream to write to; writing fails once the queue has been given up. */
    public OutputStream sink() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                put(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                put(bytes, offset, length);
            }

            @Override
            public void close() {
                synchronized (lock) {
                    ended = true;
                    lock.notifyAll();
                }
            }
        };
    }

    /** Wraps the stream to the host, so that this queue knows when the reader is busy sending. */
    public OutputStream whileSending(OutputStream to) {
        return new FilterOutputStream(to) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                sending(true);
                try {
                    out.write(bytes, offset, length);
                } finally {
                    sending(false);
                }
            }

            @Override
            public void flush() throws IOException {
                sending(true);
                try {
                    out.flush();
                } finally {
                    sending(false);
                }
            }
        };
    }

    private void sending(boolean busy) {
        synchronized (lock) {
            sending = busy;
            lock.notifyAll();
        }
    }

    /** Sets how many milliseconds a reader waits at most; 0 means without a limit. */
    public void timeout(int milliseconds) {
        timeout = milliseconds;
    }

    /** Ends the stream with an error; bytes that have already arrived can still be read. */
    public void fail(IOException why) {
        synchronized (lock) {
            if (!ended) {
                ended = true;
                failure = why;
            }
            lock.notifyAll();
        }
    }

    /** Ends the stream with an error at once; bytes that have arrived are dropped. */
    public void giveUp(IOException why) {
        synchronized (lock) {
            ended = true;
            failure = why;
            count = 0;
            ring = small();
            lock.notifyAll();
        }
    }

    private byte[] small() {
        return new byte[Math.min(SMALL, most)];
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        synchronized (lock) {
            int from = offset;
            while (from < offset + length) {
                awaitRoom();
                makeRoomFor(offset + length - from);
                int end = (first + count) % ring.length;
                int room = (end < first ? first : ring.length) - end;
                int put = Math.min(offset + length - from, room);
                System.arraycopy(bytes, from, ring, end, put);
                count += put;
                from += put;
                lock.notifyAll();
            }
        }
    }

    private void awaitRoom() throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (count >= most && !ended) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (sending || left <= 0) {
                giveUp(GivenUp.unread(most));
                break;
            }
            try {
                lock.wait(left);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
        if (ended) {
            throw failure == null ? new IOException("the stream has ended") : failure;
        }
    }

    private void makeRoomFor(int more) {
        if (count + more <= ring.length || ring.length >= most) {
            return;
        }
        long size = ring.length;
        while (size < count + more && size < most) {
            size *= 2;
        }
        byte[] larger = new byte[(int) Math.min(size, most)];
        int straight = Math.min(count, ring.length - first);
        System.arraycopy(ring, first, larger, 0, straight);
        System.arraycopy(ring, 0, larger, straight, count - straight);
        ring = larger;
        first = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        synchronized (lock) {
            awaitBytes();
            if (count == 0) {
                if (failure != null) {
                    throw failure;
                }
                return -1;
            }
            int taken = Math.min(length, Math.min(count, ring.length - first));
            System.arraycopy(ring, first, into, offset, taken);
            first = (first + taken) % ring.length;
            count -= taken;
            if (count == 0) {
                first = 0;
                ring = ring.length > SMALL ? small() : ring;
            }
            lock.notifyAll();
            return taken;
        }
    }

    private void awaitBytes() throws IOException {
        int patient = timeout;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patient);
        while (count == 0 && !ended) {
            long left = patient == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (patient != 0 && left <= 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            try {
                lock.wait(left);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
