package io.dockplay.ssh;

import io.dockplay.transport.Complaints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A way through a command of this machine (ProxyCommand). */
final class Piped extends QueuedSocket {

    /** The command's own output is a pipe, which holds it back while nobody reads. */
    private static final Duration HELD_BACK = Duration.ofDays(1);

    private final Process process;
    private final Complaints complaints = new Complaints();
    private final Thread listener;

    private Piped(Process process) {
        super(HELD_BACK);
        this.process = process;
        this.listener = daemon(process.getErrorStream(), complaints);
        daemon(process.getInputStream(), arrived().sink());
    }

    /** Starts the command in the place of the user's shell, so that it is the command that ends with the connection. */
    static Piped through(String command) throws IOException {
        return new Piped(LocalShell.command("exec " + command).start());
    }

    private static Thread daemon(InputStream from, OutputStream to) {
        Thread thread = new Thread(
                () -> {
                    try (from;
                            to) {
                        from.transferTo(to);
                    } catch (IOException e) {
                        // Either side has gone.
                    }
                },
                "ProxyCommand");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What the command said and how it ended, as far as it has: {@code it ended with 1: nc: no such host}. */
    String end() {
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                return "";
            }
            listener.join(TimeUnit.SECONDS.toMillis(1)); // a child of its own may hold its errors open
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
        String said = complaints.toString().strip();
        return "it ended with " + process.exitValue() + (said.isEmpty() ? "" : ": " + said);
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    void hangUp() {
        process.destroy();
    }
}
