package io.dockplay.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/** Something on loopback that takes connections and is no SSH server, or not for long. */
public final class OddServer implements AutoCloseable {

    /** What it sends to who connects; it hangs up when this ends. */
    public interface Conduct {

        void send(OutputStream to) throws IOException;
    }

    private final ServerSocket listening;

    private OddServer(ServerSocket listening) {
        this.listening = listening;
    }

    public static OddServer that(Conduct conduct) throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket client = listening.accept();
                daemon(() -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
                daemon(() -> {
                    try (client) {
                        conduct.send(client.getOutputStream());
                        client.shutdownOutput();
                        client.getInputStream().transferTo(OutputStream.nullOutputStream());
                    }
                });
            }
        });
        return new OddServer(listening);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How the inventory would tell of it. */
    public Map<String, Object> variables() {
        return Map.of("ansible_host", "127.0.0.1", "ansible_port", port(), "ansible_user", "ops");
    }

    /** Sends nothing for a while. */
    public static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
                "odd-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
