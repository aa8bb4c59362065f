package io.dockplay.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection through a {@link FaultProxy}. */
final class ProxiedConnection {

    private final Socket client;
    private final Socket server;
    private final Disturbance disturbance;
    private final FaultProxy proxy;
    /** Both ways wait here while all is silent. */
    private final Object silence = new Object();

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean struck;
    private volatile boolean frozen;

    ProxiedConnection(Socket client, Socket server, Disturbance disturbance, FaultProxy proxy) {
        this.client = client;
        this.server = server;
        this.disturbance = disturbance;
        this.proxy = proxy;
    }

    boolean struck() {
        return struck;
    }

    void begin() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        daemon(() -> pass(Way.TO_HOST, client, server));
        daemon(() -> pass(Way.FROM_HOST, server, client));
    }

    private void pass(Way way, Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            long gone = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (frozen) {
                    continue;
                }
                int begun = 0;
                if (way == disturbance.way() && !struck && gone + count > disturbance.after()) {
                    begun = (int) (disturbance.after() - gone);
                    struck = true; // before the bytes by which a reader sees that it has
                    send(way, out, buffer, 0, begun);
                    begun += strike(way, out, buffer, begun, count);
                }
                synchronized (silence) {
                    send(way, out, buffer, begun, count);
                }
                gone += count;
            }
            if (frozen) {
                closed.await(); // not even the end of either side comes through
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed.countDown();
        }
    }

    /** Does what shall happen; tells how many of the bytes it has passed on itself. */
    private int strike(Way way, OutputStream out, byte[] bytes, int begun, int end)
            throws IOException, InterruptedException {
        if (disturbance instanceof Disturbance.Cut cut) {
            if (cut.abruptly()) {
                client.setSoLinger(true, 0);
                server.setSoLinger(true, 0);
            }
            close();
            throw new IOException("cut");
        }
        if (disturbance instanceof Disturbance.Stall stall) {
            synchronized (silence) {
                closed.await(stall.pause().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        if (disturbance instanceof Disturbance.Freeze) {
            frozen = true;
            return end - begun;
        }
        int sent = 0;
        if (disturbance instanceof Disturbance.Dribble dribble) {
            for (int piece = 0; piece < dribble.pieces() && begun + sent < end; piece++) {
                int size = Math.min(dribble.size(), end - begun - sent);
                send(way, out, bytes, begun + sent, begun + sent + size);
                sent += size;
                Thread.sleep(dribble.pause().toMillis());
            }
        }
        return sent;
    }

    private void send(Way way, OutputStream out, byte[] bytes, int begin, int end) throws IOException {
        if (end > begin) {
            out.write(bytes, begin, end - begin);
            out.flush();
            proxy.count(way, end - begin);
        }
    }

    void close() {
        closed.countDown();
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed, then.
            }
        }
    }

    interface Work {
        void run() throws IOException;
    }

    static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Either side has gone.
                    }
                },
                "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
