package io.dockplay.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Bytes on their way from a thread that must never wait to one that may.
 *
 * <p>What is written to the {@linkplain #sink sink} is kept until it is read, however much it is. Closing the sink ends the
 * stream; {@link #fail} ends it with an error.
 */
public final class ByteQueue extends InputStream {

    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private volatile Optional<IOException> failure = Optional.empty();
    private byte[] chunk = new byte[0];
    private int at;

    /** Where the bytes come in; writing never waits. */
    public OutputStream sink() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                chunks.add(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (length > 0) {
                    chunks.add(Arrays.copyOfRange(bytes, offset, offset + length));
                }
            }

            @Override
            public void close() {
                chunks.add(END);
            }
        };
    }

    /** Ends the stream with an error, after what has already come in. */
    public void fail(IOException why) {
        failure = Optional.of(why);
        chunks.add(END);
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
        if (at == chunk.length && !next()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, into, offset, count);
        at += count;
        return count;
    }

    /** Waits for the next chunk; false at the end, which stays in the queue for the next reader. */
    private boolean next() throws IOException {
        try {
            byte[] taken = chunks.take();
            if (taken.length == 0) {
                chunks.add(END);
                if (failure.isPresent()) {
                    throw failure.get();
                }
                return false;
            }
            chunk = taken;
            at = 0;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
