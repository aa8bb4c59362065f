package io.dockplay.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A way through a jump host's session that behaves as a socket does, timeouts included: without them JSch would wait for a
 * dead host for ever.
 */
final class Tunnel extends Socket {

    private static final byte[] END = new byte[0];

    private final ChannelDirectTCPIP channel;
    private final OutputStream out;
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private volatile int timeout;

    private Tunnel(ChannelDirectTCPIP channel) throws IOException {
        this.channel = channel;
        this.out = channel.getOutputStream();
    }

    /**
     * Asks a jump host to connect.
     *
     * @param timeout how long that may take, in milliseconds
     * @throws JSchException when the jump host cannot or will not
     */
    static Tunnel open(Session jump, String host, int port, int timeout) throws JSchException, IOException {
        ChannelDirectTCPIP channel = (ChannelDirectTCPIP) jump.openChannel("direct-tcpip");
        channel.setHost(host);
        channel.setPort(port);
        Tunnel tunnel = new Tunnel(channel);
        channel.setOutputStream(new OutputStream() {
            @Override
            public void write(int b) {
                tunnel.arrived.add(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (length > 0) {
                    tunnel.arrived.add(Arrays.copyOfRange(bytes, offset, offset + length));
                }
            }

            @Override
            public void close() {
                tunnel.arrived.add(END);
            }
        });
        channel.connect(timeout);
        return tunnel;
    }

    @Override
    public synchronized void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeout;
    }

    @Override
    public InputStream getInputStream() {
        return new Arrived();
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public synchronized void close() {
        channel.disconnect();
    }

    private final class Arrived extends InputStream {

        private byte[] chunk = END;
        private int at;

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
            if (at == chunk.length) {
                byte[] next = take();
                if (next.length == 0) {
                    arrived.add(END);
                    return -1;
                }
                chunk = next;
                at = 0;
            }
            int count = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, into, offset, count);
            at += count;
            return count;
        }

        private byte[] take() throws IOException {
            try {
                int patience = timeout;
                byte @Nullable [] next = patience == 0 ? arrived.take() : arrived.poll(patience, TimeUnit.MILLISECONDS);
                if (next == null) {
                    throw new SocketTimeoutException("Read timed out");
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }
}
