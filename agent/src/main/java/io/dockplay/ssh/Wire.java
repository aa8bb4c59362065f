package io.dockplay.ssh;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes between us and a server, over a socket or through a jump host's session.
 *
 * <p>It tells the server's banner as soon as that has come, before any algorithm is negotiated, and knows whether the
 * bytes ended although nobody wanted them to.
 */
final class Wire implements Proxy {

    /** The jump host cannot or will not connect further. */
    static final class NoWayThrough extends IOException {

        NoWayThrough(JSchException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final Optional<Session> jump;
    private final Consumer<String> onBanner;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private volatile boolean lost;

    /**
     * @param jump the session to go through
     * @param onBanner is told the server's first line, such as {@code SSH-2.0-OpenSSH_5.3}
     */
    Wire(Optional<Session> jump, Consumer<String> onBanner) {
        this.jump = jump;
        this.onBanner = onBanner;
    }

    /** Whether the server, or the way to it, has gone. */
    boolean lost() {
        return lost;
    }

    @Override
    public void connect(@Nullable SocketFactory factory, String host, int port, int timeout) throws IOException {
        Socket connected;
        if (jump.isPresent()) {
            try {
                connected = Tunnel.open(jump.get(), host, port, timeout);
            } catch (JSchException e) {
                throw new NoWayThrough(e);
            }
        } else {
            connected = toAnyAddressOf(host, port, timeout);
        }
        socket = connected;
        in = new Watched(connected.getInputStream());
    }

    /** Tries a host's addresses in their order; the failure is that of the last. */
    private static Socket toAnyAddressOf(String host, int port, int timeout) throws IOException {
        IOException failure = new IOException("no address");
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, port), timeout);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    @Override
    public @Nullable InputStream getInputStream() {
        return in;
    }

    @Override
    public @Nullable OutputStream getOutputStream() {
        try {
            return socket == null ? null : socket.getOutputStream();
        } catch (IOException e) {
            return null; // closed meanwhile; reading tells
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        return socket;
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private final class Watched extends FilterInputStream {

        private final StringBuilder line = new StringBuilder();
        private boolean bannerTold;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = super.read(into, offset, length);
                lost = count < 0;
                for (int i = 0; !bannerTold && i < count; i++) {
                    watch((char) into[offset + i]);
                }
                return count;
            } catch (SocketTimeoutException e) {
                throw e; // silence; JSch asks for a sign of life
            } catch (IOException e) {
                lost = true;
                throw e;
            }
        }

        private void watch(char c) {
            if (c != '\n') {
                line.append(c);
            } else if (line.toString().startsWith("SSH-")) {
                bannerTold = true;
                onBanner.accept(line.toString().strip());
            } else {
                line.setLength(0);
            }
        }
    }
}
