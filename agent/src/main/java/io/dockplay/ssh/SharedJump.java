package io.dockplay.ssh;

import com.jcraft.jsch.Session;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One connection to a jump host for all the hosts behind it: an SSH server lets in only a few at a time that have not
 * logged in yet (MaxStartups), and turns the others away.
 *
 * <p>It is opened for the first host that needs it, and closed with the last one's connection.
 */
final class SharedJump {

    /**
     * What makes a jump the same; not the place in the inventory, which is that of the host behind it. How far it is from
     * that host is part of it, or jump hosts that lead in a circle would wait for each other.
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

    private static final Map<Key, SharedJump> OPEN = new HashMap<>();

    private final Key key;
    private final CompletableFuture<SshConnection> connection = new CompletableFuture<>();
    private int users;

    private SharedJump(Key key) {
        this.key = key;
    }

    /** How a connection to a jump host is made. */
    interface Connector {

        SshConnection connect() throws Unreachable;
    }

    /**
     * The way through a jump host; whoever got it closes it.
     *
     * @throws Unreachable when it cannot be logged in to; all who waited for it are told so
     */
    static SharedJump through(SshTarget target, SshOptions options, int distance, Connector connector)
            throws Unreachable {
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
        SharedJump shared;
        boolean isFirst;
        synchronized (OPEN) {
            SharedJump found = OPEN.get(key);
            isFirst = found == null || found.isLost();
            shared = found == null || isFirst ? new SharedJump(key) : found;
            OPEN.put(key, shared);
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
            Problem problem = told.problem();
            return new Unreachable(
                    new Problem(problem.what(), target.position(), problem.context(), problem.advice()), told);
        }
        throw new IllegalStateException(cause);
    }

    private boolean isLost() {
        return connection.isDone()
                && (connection.isCompletedExceptionally() || !connection.join().isAlive());
    }

    Session session() {
        return connection.join().session();
    }

    void close() {
        synchronized (OPEN) {
            users--;
            if (users > 0) {
                return;
            }
            OPEN.remove(key, this);
        }
        if (connection.isDone() && !connection.isCompletedExceptionally()) {
            connection.join().close();
        }
    }
}
