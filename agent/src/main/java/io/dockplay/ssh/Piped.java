package io.dockplay.ssh;

import io.dockplay.transport.Complaints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection through a local command (ProxyCommand). */
final class Piped extends QueuedSocket {

    /** How long reading the command's output may wait: practically for ever, because its pipe stops the command meanwhile. */
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

    /** Starts the command by the shell's exec, so that the end of the connection ends the command and not only a shell. */
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
                        // One side has closed the connection.
                    }
                },
                "ProxyCommand");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** How the command ended and what it printed, such as {@code it ended with 1: nc: no such host}; empty while it runs. */
    String end() {
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                return "";
            }
            listener.join(TimeUnit.SECONDS.toMillis(1)); // a child of the command may keep its standard error open
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

    /** Ends the command by its handle: {@link Process#destroy} would also close what it has said and nobody has read yet. */
    @Override
    void hangUp() {
        process.toHandle().destroy();
    }
}
