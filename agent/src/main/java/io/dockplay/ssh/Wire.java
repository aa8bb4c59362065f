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
 * The bytes between us and a server, over a socket, through a jump host's session or through a command of this machine.
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

    /** The command that is the way cannot be started. */
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
     * @param patience how long the server may take nothing of what is sent to it
     * @param onBanner is told the server's first line, such as {@code SSH-2.0-OpenSSH_5.3}
     */
    Wire(Way way, Optional<Session> jump, Duration patience, Consumer<String> onBanner) {
        this.way = way;
        this.jump = jump;
        this.patience = patience;
        this.onBanner = onBanner;
    }

    /** Whether the server, or the way to it, has gone. */
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

    /** How the command that is the way has ended; empty where there is none, or it has not. */
    String commandsEnd() {
        return socket instanceof Piped piped ? piped.end() : "";
    }

    /** Why the server was given up, if it was. */
    Optional<IOException> why() {
        return Optional.ofNullable(why);
    }

    /** Hangs up, from any thread; whoever waits for the server waits no longer. */
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
            close(); // it came to be after the other thread had closed what there was
            throw why().get();
        }
    }

    /** Tries a host's addresses in their order; the failure is that of the last. */
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
            // It is gone either way.
        }
    }

    /** Keep-alives cannot find a server that takes no more bytes, for they are bytes themselves. */
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

        /** More than the 255 characters that a banner may have. */
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
                throw e; // silence; JSch asks for a sign of life
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
