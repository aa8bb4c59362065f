package io.dockplay.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A way through a jump host's session. */
final class Tunnel extends QueuedSocket {

    private final ChannelDirectTCPIP channel;
    private final OutputStream out;

    private Tunnel(ChannelDirectTCPIP channel) throws IOException {
        super(Duration.ZERO);
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
        channel.setOutputStream(tunnel.arrived().sink());
        channel.connect(timeout);
        return tunnel;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    void hangUp() {
        channel.disconnect();
    }
}
