package io.dockplay.ssh;

import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.Logger;
import io.dockplay.transport.GivenUp;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out why a session ends and which methods the server accepts, which JSch tells its logger only. */
final class WhyItEnds implements Logger {

    private final Wire wire;
    private final Consumer<String> onMethods;

    /**
     * @param onMethods is told the methods that the server accepts, with commas between them
     */
    WhyItEnds(Wire wire, Consumer<String> onMethods) {
        this.wire = wire;
        this.onMethods = onMethods;
    }

    void accepted(String methods) {
        onMethods.accept(methods);
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

    /** Whether a failure means that the connection was lost. */
    private static boolean isAnEnd(Throwable cause) {
        return cause instanceof JSchSessionDisconnectException
                || cause instanceof InterruptedIOException
                || cause instanceof SocketException
                || cause instanceof EOFException;
    }
}
