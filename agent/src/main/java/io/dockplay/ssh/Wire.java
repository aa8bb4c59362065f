package io.dockplay.ssh;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import io.dockplay.transport.Deadline;
import io.dockplay.transport.GivenUp;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes to and from a server, over a socket, through a jump host or through a local command.
 *
 * <p>It tells the server's banner as soon as it has arrived, before algorithms are negotiated. It knows whether the connection
 * ended although nobody closed it.
 */
final class Wire implements Proxy {

    /** The jump host cannot or will not connect to the host. */
    static final class NoWayThrough extends IOException {

        NoWayThrough(JSchException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The ProxyCommand cannot be started. */
    static final class NoCommand extends IOException {

        NoCommand(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final Way way;
    private final Optional<Session> jump;
    private final Duration patience;
    private final Consumer<String> onBanner;
    private volatile @Nullable Socket socket;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private volatile boolean heard;
    private volatile boolean greeted;
    private volatile boolean lost;
    private volatile @Nullable IOException why;

    /**
     * @param way how to get there
     * @param jump the session to go through
     * @param patience how long the server may not read what is sent to it
     * @param onBanner is told the server's first line, such as {@code SSH-2.0-OpenSSH_5.3}
     */
    Wire(Way way, Optional<Session> jump, Duration patience, Consumer<String> onBanner) {
        this.way = way;
        this.jump = jump;
        this.patience = patience;
        this.onBanner = onBanner;
    }

    /** Whether the connection was lost. */
    boolean lost() {
        return lost;
    }

    /** Whether the server has sent anything. */
    boolean heard() {
        return heard;
    }

    /** Whether the server has said that it speaks SSH. */
    boolean greeted() {
        return greeted;
    }

    /** How the ProxyCommand has ended; empty when there is none, or it still runs. */
    String commandsEnd() {
        return socket instanceof Piped piped ? piped.end() : "";
    }

    /** Why the server was given up, if it was. */
    Optional<IOException> why() {
        return Optional.ofNullable(why);
    }

    /** Ends the connection, from any thread, and wakes all who wait for the server. */
    void giveUp(IOException reason) {
        synchronized (this) {
            why = why == null ? reason : why;
            lost = true;
        }
        close();
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
        } else if (way.command().isPresent()) {
            try {
                connected = Piped.through(way.command().get().text());
            } catch (IOException e) {
                throw new NoCommand(e);
            }
        } else {
            connected = toAnyAddressOf(host, port, timeout);
        }
        socket = connected;
        in = new Watched(connected.getInputStream());
        out = new Hurried(connected.getOutputStream());
        if (why().isPresent()) {
            close(); // it was opened after another thread had closed the wire
            throw why().get();
        }
    }

    /** Connects to the first address of a host that answers; it fails as the last one does. */
    private Socket toAnyAddressOf(String host, int port, int timeout) throws IOException {
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (!way.family().takes(address)) {
                continue;
            }
            if (why().isPresent()) {
                throw why().get();
            }
            Socket attempt = new Socket();
            try {
                socket = attempt;
                attempt.setTcpNoDelay(true);
                if (way.from().isPresent()) {
                    attempt.bind(new InetSocketAddress(way.from().get(), 0));
                }
                attempt.connect(new InetSocketAddress(address, port), timeout);
                return attempt;
            } catch (IOException e) {
                attempt.close();
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
        return out;
    }

    @Override
    public @Nullable Socket getSocket() {
        return socket;
    }

    @Override
    public void close() {
        try {
            Socket open = socket;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // The connection is over anyway.
        }
    }

    /** Finds a server that reads no more; keep-alives cannot, because it does not read them either. */
    private final class Hurried extends FilterOutputStream {

        Hurried(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try (Deadline deadline = new Deadline(Wire.this::giveUp)) {
                deadline.in(patience, GivenUp.notTaken(patience));
                out.write(bytes, offset, length);
            }
        }
    }

    private final class Watched extends FilterInputStream {

        /** A limit above the 255 characters that a banner may have. */
        private static final int MOST = 1 << 10;

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
                heard = true;
                for (int i = 0; !bannerTold && i < count; i++) {
                    watch((char) into[offset + i]);
                }
                return count;
            } catch (SocketTimeoutException e) {
                throw e; // a timeout, after which JSch sends a keep-alive
            } catch (IOException e) {
                lost = true;
                throw e;
            }
        }

        private void watch(char c) {
            if (c != '\n') {
                line.append(line.length() < MOST ? String.valueOf(c) : "");
            } else if (line.toString().startsWith("SSH-")) {
                bannerTold = true;
                greeted = true;
                onBanner.accept(line.toString().strip());
            } else {
                line.setLength(0);
            }
        }
    }
}
