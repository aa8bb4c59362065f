package io.dockplay.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server on loopback that can fall silent with every connection still open, as a host does that has frozen. */
final class SilentProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int behind;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile boolean silent;

    private SilentProxy(ServerSocket listening, int behind) {
        this.listening = listening;
        this.behind = behind;
    }

    static SilentProxy to(int port) throws IOException {
        SilentProxy proxy = new SilentProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        daemon(proxy::accept);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    void fallSilent() {
        silent = true;
    }

    /** Hangs up on so many connections at once, as a server does that has too many. */
    void turnAway(int count) {
        turnedAway.set(count);
    }

    int connections() {
        return connections.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            connections.incrementAndGet();
            if (turnedAway.getAndDecrement() > 0) {
                client.close();
                continue;
            }
            open.add(client);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
            open.add(server);
            daemon(() -> pass(client.getInputStream(), server.getOutputStream()));
            daemon(() -> pass(server.getInputStream(), client.getOutputStream()));
        }
    }

    private void pass(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            if (!silent) {
                to.write(buffer, 0, count);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Either side has gone.
                    }
                },
                "silent-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
