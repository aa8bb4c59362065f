package io.dockplay.ssh;

import com.jcraft.jsch.Session;
import io.dockplay.transport.Unreachable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The jump hosts of a run, with one connection to each for all the hosts behind it.
 *
 * <p>They share it because an SSH server lets in only a few clients at a time that have not logged in yet (MaxStartups), and
 * turns the others away. The connection is opened for the first host that needs it, and closed with the last one's.
 */
final class JumpHosts {

    /**
     * What makes two jump hosts the same. The place in the inventory is no part of it: that is the place of the host behind it.
     * The distance from that host is: without it jump hosts that lead in a circle would wait for each other.
     */
    private record Key(
            int distance,
            String name,
            Optional<Integer> port,
            Optional<String> user,
            Optional<Path> privateKey,
            Optional<Path> knownHosts,
            Optional<String> jump,
            boolean legacy,
            SshOptions options) {}

    private final Map<Key, Shared> open = new HashMap<>();

    /** How a connection to a jump host is made. */
    interface Connector {

        SshConnection connect() throws Unreachable;
    }

    /**
     * The connection through which a host behind a jump host is reached; the caller closes it.
     *
     * @throws Unreachable when nobody can log in on the jump host; all who wait for the connection are told so
     */
    Shared through(SshTarget target, SshOptions options, int distance, Connector connector) throws Unreachable {
        Key key = new Key(
                distance,
                target.name(),
                target.port(),
                target.user(),
                target.privateKey(),
                target.knownHosts(),
                target.jump(),
                target.legacy(),
                options);
        Shared shared;
        boolean isFirst;
        synchronized (open) {
            Shared found = open.get(key);
            isFirst = found == null || found.isLost();
            shared = found == null || isFirst ? new Shared(key) : found;
            open.put(key, shared);
            shared.users++;
        }
        try {
            if (isFirst) {
                shared.connection.complete(connector.connect());
            }
            shared.connection.join();
            return shared;
        } catch (Unreachable | RuntimeException | Error e) {
            // Whatever it is: the others that wait for this connection must not do so for ever.
            shared.connection.completeExceptionally(e);
            shared.close();
            throw unreachable(e, target);
        }
    }

    private static Unreachable unreachable(Throwable e, SshTarget target) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof Unreachable told) {
            return new Unreachable(told.problem().at(target.position()), told);
        }
        throw new IllegalStateException(cause);
    }

    /** One connection to a jump host. */
    final class Shared {

        private final Key key;
        private final CompletableFuture<SshConnection> connection = new CompletableFuture<>();
        private int users;

        private Shared(Key key) {
            this.key = key;
        }

        private boolean isLost() {
            return connection.isDone()
                    && (connection.isCompletedExceptionally()
                            || !connection.join().isAlive());
        }

        Session session() {
            return connection.join().session();
        }

        /** Ends one host's use of the connection; the last one's closes it. */
        void close() {
            synchronized (open) {
                users--;
                if (users > 0) {
                    return;
                }
                open.remove(key, this);
            }
            if (connection.isDone() && !connection.isCompletedExceptionally()) {
                connection.join().close();
            }
        }
    }
}
