package io.dockplay.ssh;

import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.Logger;
import io.dockplay.transport.GivenUp;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** Learns what a session ends of: JSch tells that to its logger and to nobody else. */
final class WhyItEnds implements Logger {

    private final Wire wire;

    WhyItEnds(Wire wire) {
        this.wire = wire;
    }

    @Override
    public boolean isEnabled(int level) {
        return level == INFO;
    }

    @Override
    public void log(int level, String message) {}

    @Override
    public void log(int level, String message, @Nullable Throwable cause) {
        if (cause == null || !message.startsWith("Caught an exception, leaving main loop")) {
            return;
        }
        if (cause instanceof GivenUp givenUp) {
            wire.giveUp(givenUp);
        } else if (!wire.lost() && !isAnEnd(cause)) {
            wire.giveUp(GivenUp.noSsh(String.valueOf(cause.getMessage())));
        }
    }

    /** Whether the server, or the way to it, just went away. */
    private static boolean isAnEnd(Throwable cause) {
        return cause instanceof JSchSessionDisconnectException
                || cause instanceof InterruptedIOException
                || cause instanceof SocketException
                || cause instanceof EOFException;
    }
}
