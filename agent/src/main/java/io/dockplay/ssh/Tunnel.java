package io.dockplay.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.dockplay.transport.ByteQueue;
import io.dockplay.transport.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A way through a jump host's session that behaves as a socket does, timeouts included: without them JSch would wait for a
 * dead host for ever.
 */
final class Tunnel extends Socket {

    private final ChannelDirectTCPIP channel;
    private final OutputStream out;
    private final ByteQueue arrived = new ByteQueue(Limits.UNREAD_BEHIND_JUMP, Duration.ZERO);
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
        channel.setOutputStream(tunnel.arrived.sink());
        channel.connect(timeout);
        return tunnel;
    }

    @Override
    public synchronized void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
        arrived.timeout(milliseconds);
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeout;
    }

    @Override
    public InputStream getInputStream() {
        return arrived;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // hanging up may block, and must not keep another from it
    public void close() {
        arrived.fail(new IOException("the connection was closed"));
        channel.disconnect();
    }
}
