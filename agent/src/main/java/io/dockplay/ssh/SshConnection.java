package io.dockplay.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Connection;
import io.dockplay.transport.Deadline;
import io.dockplay.transport.GivenUp;
import io.dockplay.transport.Offer;
import io.dockplay.transport.Patience;
import io.dockplay.transport.SharedRoom;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection by SSH, made by {@link SshClient}. */
public final class SshConnection implements Connection {

    /** JSch's words for a server that refuses a channel. */
    private static final String NOT_OPENED = "channel is not opened.";

    private final Session session;
    private final Wire wire;
    private final Optional<JumpHosts.Shared> jump;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private final Patience patience;
    private final SharedRoom sharedRoom;
    private final Duration pause;
    private final Duration spent;
    private boolean started;
    private Optional<Offer> offer = Optional.empty();

    /**
     * @param session has let us in
     * @param jump the connection to the jump host, which is given back at the end
     * @param sharedRoom what the answers of all hosts of the run may take
     * @param pause before a session that the server refuses is asked for again
     * @param spent how long logging in has taken
     */
    SshConnection(
            Session session,
            Wire wire,
            Optional<JumpHosts.Shared> jump,
            Patience patience,
            SharedRoom sharedRoom,
            Duration pause,
            Duration spent) {
        this.session = session;
        this.wire = wire;
        this.jump = jump;
        this.patience = patience;
        this.sharedRoom = sharedRoom;
        this.pause = pause;
        this.spent = spent;
    }

    Session session() {
        return session;
    }

    /** Whether the connection still stands, as far as is known. */
    boolean isAlive() {
        return session.isConnected() && !wire.lost();
    }

    /**
     * Lets the host reach a bundle of this side, at a port of its own loopback address, as long as the connection stands.
     *
     * @throws Unreachable when the server forwards no port; then the connection is closed
     */
    public SshConnection offering(Offer offered) throws Unreachable {
        try {
            int port = session.setPortForwardingR("127.0.0.1:0:127.0.0.1:" + offered.port());
            offer = Optional.of(offered.at(port));
            return this;
        } catch (JSchException e) {
            close();
            throw new Unreachable(
                    Problem.of(
                            Message.of("the SSH server forwards no port, so the host cannot reach the bundle"),
                            Message.of("It needs AllowTcpForwarding remote, or yes, in sshd_config.")),
                    e);
        }
    }

    @Override
    public Optional<Offer> offer() {
        return offer;
    }

    @Override
    public Channel start(String command, boolean terminal) throws Unreachable {
        Duration left = patience().left();
        boolean isFirst;
        synchronized (this) {
            isFirst = !started;
            started = true;
        }
        Deadline deadline = new Deadline(wire::giveUp);
        try (deadline) {
            deadline.in(left, GivenUp.noStart(patience.start()));
            Retries retries = new Retries(pause, left);
            while (true) {
                try {
                    return opened(command, terminal);
                } catch (JSchException e) {
                    // With MaxSessions 1 the server opens a session only when the command of the last one has ended.
                    if (!NOT_OPENED.equals(e.getMessage()) || !isAlive()) {
                        throw e;
                    }
                    if (isFirst || !retries.again()) {
                        throw new Unreachable(
                                Problem.of(
                                        Message.of("the SSH server opens no session"),
                                        Message.of(
                                                "It may allow none, or only so many a connection (MaxSessions in sshd_config).")),
                                e);
                    }
                }
            }
        } catch (JSchException | IOException | RuntimeException e) {
            if (wire.why().orElse(null) instanceof GivenUp givenUp) {
                throw new Unreachable(givenUp.problem(), e);
            }
            throw new Unreachable(
                    Problem.of(
                            Message.of("the connection was lost: %s", e.getMessage()),
                            Message.of("Run the same command again.")),
                    e);
        }
    }

    private Channel opened(String command, boolean terminal) throws JSchException, IOException {
        ChannelExec channel = (ChannelExec) session.openChannel("exec");
        channel.setCommand(command);
        if (terminal) {
            channel.setPty(true);
            channel.setPtyType("dumb", 200, 50, 0, 0);
        }
        return SshChannel.start(channel, wire);
    }

    /** The first command must start within what is left of the connect timeout; each later one has the whole time. */
    @Override
    public synchronized Patience patience() {
        return started ? patience : patience.after(spent);
    }

    @Override
    public SharedRoom sharedRoom() {
        return sharedRoom;
    }

    @Override
    public void close() {
        if (!isClosed.getAndSet(true)) {
            session.disconnect();
            jump.ifPresent(JumpHosts.Shared::close); // only once, or another host's use of the jump host would end
        }
    }
}
