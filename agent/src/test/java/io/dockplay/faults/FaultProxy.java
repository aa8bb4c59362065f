package io.dockplay.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A way to a server on loopback on which things happen: to the first connection through it the first of some disturbances, to the
 * second the second, and nothing to those after them.
 *
 * <p>It counts all bytes that pass, so that others can strike when a run has come so far.
 */
final class FaultProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int behind;
    private final List<Disturbance> disturbances;
    private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
    private final Map<Way, Long> passed = new EnumMap<>(Way.class);
    private boolean shut;

    private FaultProxy(ServerSocket listening, int behind, List<Disturbance> disturbances) {
        this.listening = listening;
        this.behind = behind;
        this.disturbances = List.copyOf(disturbances);
    }

    static FaultProxy to(int port, List<Disturbance> disturbances) throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FaultProxy proxy = new FaultProxy(listening, port, disturbances);
        ProxiedConnection.daemon(proxy::accept);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Whether a disturbance has begun on any connection. */
    boolean struck() {
        return connections.stream().anyMatch(ProxiedConnection::struck);
    }

    /** How many bytes have gone a way, over all connections. */
    synchronized long passed(Way way) {
        return passed.getOrDefault(way, 0L);
    }

    synchronized void count(Way way, int bytes) {
        passed.merge(way, (long) bytes, Long::sum);
        notifyAll();
    }

    /** Waits until so many bytes have gone a way; no longer than that. Tells whether they have. */
    synchronized boolean awaitPassed(Way way, long bytes, long milliseconds) throws InterruptedException {
        long deadline = System.nanoTime() + milliseconds * 1_000_000;
        for (long left = milliseconds; passed(way) < bytes && left > 0; ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        return passed(way) >= bytes;
    }

    /** From now on whoever connects is sent away at once, as when no server listens. */
    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
    }

    private synchronized boolean isShut() {
        return shut;
    }

    /** Ends all connections, so that the host hears of it, too. */
    void hangUp() {
        connections.forEach(ProxiedConnection::close);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            if (isShut()) {
                client.close();
                continue;
            }
            int number = connections.size();
            Disturbance disturbance = number < disturbances.size() ? disturbances.get(number) : Disturbance.NONE;
            Socket server;
            try {
                server = new Socket(InetAddress.getLoopbackAddress(), behind);
            } catch (IOException nobodyListens) {
                client.close();
                continue;
            }
            ProxiedConnection connection = new ProxiedConnection(client, server, disturbance, this);
            connections.add(connection);
            connection.begin();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        hangUp();
    }
}
