package io.dockplay.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.dockplay.message.Message;
import io.dockplay.transport.Deadline;
import io.dockplay.transport.Patience;
import io.dockplay.transport.SharedRoom;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Logs in on hosts by SSH, by way of JSch.
 *
 * <p>A run has one client. All its connections share the host keys, the user's keys, the lines of ssh_config and the jump hosts.
 */
public final class SshClient {

    /** More jump hosts than anyone chains: their configuration leads in a circle. */
    private static final int MOST_JUMPS = 8;

    private final ConfigFiles configFiles = new ConfigFiles();
    /** What was found of one host holds for all of its kind. */
    private final Map<ConfigFiles.Kind, List<String>> warnings = new ConcurrentHashMap<>();

    private final Map<KnownHosts.Places, KnownHosts> knownHosts = new ConcurrentHashMap<>();
    private final UserKeys.KeyFiles keyFiles = new UserKeys.KeyFiles();
    private final JumpHosts jumpHosts = new JumpHosts();
    private final SharedRoom sharedRoom;

    /** The client of a run whose hosts share this room for their answers. */
    public SshClient(SharedRoom sharedRoom) {
        this.sharedRoom = sharedRoom;
    }

    /**
     * The warnings about settings of ssh_config, for a host and its jump hosts, that dockplay does not honour.
     *
     * <p>It connects to nothing.
     *
     * @throws io.dockplay.problem.InvalidInput when a setting is wrong, or must be honoured and cannot be
     */
    public List<String> ignored(SshTarget target, SshOptions options) {
        Optional<List<String>> known =
                configFiles.kind(target, options).flatMap(kind -> Optional.ofNullable(warnings.get(kind)));
        if (known.isPresent()) {
            return known.get();
        }
        List<String> found = Route.ignored(target, options, configFiles, MOST_JUMPS);
        configFiles.passed();
        configFiles.kind(target, options).ifPresent(kind -> warnings.put(kind, found));
        return found;
    }

    /**
     * Logs in on a host.
     *
     * @throws Unreachable with the cause and what to do about it
     */
    public SshConnection connect(SshTarget target, SshOptions options) throws Unreachable {
        return connect(target, options, 0);
    }

    private SshConnection connect(SshTarget target, SshOptions options, int jumps) throws Unreachable {
        Route route = Route.of(target, options, configFiles);
        if (jumps > MOST_JUMPS) {
            throw new SshFailure(route, jumps > 0)
                    .because(
                            Message.of("its jump hosts lead in a circle"),
                            Message.of("Check ssh_jump in the inventory and ProxyJump in ssh_config."));
        }
        Optional<JumpHosts.Shared> jump = Optional.empty();
        if (route.jump().isPresent()) {
            SshTarget hop = route.jump().get();
            jump = Optional.of(jumpHosts.through(hop, options, jumps, () -> connect(hop, options, jumps + 1)));
        }
        boolean connected = false;
        try {
            SshConnection connection = connect(route, options, jump, jumps > 0);
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                jump.ifPresent(JumpHosts.Shared::close); // whatever went wrong, this host no longer uses the jump host
            }
        }
    }

    private SshConnection connect(Route route, SshOptions options, Optional<JumpHosts.Shared> jump, boolean isJump)
            throws Unreachable {
        Patience patience = Patience.of(options.connectTimeout());
        Retries retries = new Retries(options.pause(), patience.start());
        while (true) {
            SshFailure failure = new SshFailure(route, isJump);
            try {
                Login login = logIn(route, options, jump, failure, retries.left());
                Duration spent = patience.start().minus(retries.left());
                return new SshConnection(
                        login.session(), login.wire(), jump, patience, sharedRoom, options.pause(), spent);
            } catch (Unreachable e) {
                if (!failure.turnedAway() || !retries.again()) {
                    throw failure.turnedAway() ? failure.turnedAway(e, retries.tries()) : e;
                }
            }
        }
    }

    /** An authenticated session, and the wire that carries it. */
    private record Login(Session session, Wire wire) {}

    private Login logIn(
            Route route, SshOptions options, Optional<JumpHosts.Shared> jump, SshFailure failure, Duration time)
            throws Unreachable {
        SshTarget target = route.target();
        try {
            KnownHosts.Check hostKeys = knownHosts
                    .computeIfAbsent(route.hostKeys(), KnownHosts::read)
                    .check(route.knownAs(), options.acceptNewHostKeys());
            failure.hostKeys(hostKeys);
            UserKeys keys = UserKeys.of(route, keyFiles);
            failure.triedKeys(keys.names());
            JSch jsch = new JSch();
            jsch.setHostKeyRepository(hostKeys);
            jsch.setIdentityRepository(keys);
            Session session = jsch.getSession(route.user(), route.address(), route.port());
            Wire wire = new Wire(route.way(), jump.map(JumpHosts.Shared::session), options.patience(), banner -> {
                failure.banner(banner);
                if (route.legacy()) {
                    LegacyAlgorithms.offer(session, banner);
                }
            });
            session.setProxy(wire);
            if (route.hasAlias()) {
                session.setHostKeyAlias(route.knownAs());
            }
            session.setDaemonThread(true);
            session.setThreadFactory(work -> new Thread(() -> takeIn(work, session, wire)));
            session.setLogger(new WhyItEnds(wire, failure::accepted));
            session.setConfig("StrictHostKeyChecking", "yes");
            boolean withPassword = target.password().isPresent();
            session.setConfig("PreferredAuthentications", methods(route, keys, withPassword));
            session.setConfig("userauth." + ServersMethods.NAME, ServersMethods.class.getName());
            // Without a password this saves a round trip. With one it tells first whether the server asks for
            // passwords.
            session.setConfig("enable_auth_none", withPassword ? "yes" : "no");
            // This saves another round trip: the next answer tells whether the key is accepted.
            session.setConfig("enable_pubkey_auth_query", "no");
            // A silent host gets three keep-alives, and is given up when it does not answer after the third.
            session.setServerAliveInterval((int) options.patience().dividedBy(4).toMillis());
            session.setServerAliveCountMax(3);
            target.password().ifPresent(text -> session.setPassword(text.getBytes(StandardCharsets.UTF_8)));
            logIn(session, wire, time, options.connectTimeout(), failure);
            return new Login(session, wire);
        } catch (JSchException e) {
            throw failure.of(e);
        } catch (UserKeys.Unusable e) {
            throw failure.because(e.what(), e.advice());
        } catch (UncheckedIOException e) {
            throw failure.because(
                    Message.quoted(String.valueOf(e.getMessage())), Message.of("Is it a file that you may write to?"));
        }
    }

    /** The methods that are tried; without a password only keys, and then {@link ServersMethods}. */
    private static String methods(Route route, UserKeys keys, boolean withPassword) {
        Stream<String> tried = route.methods().stream()
                .filter(method ->
                        method.equals("publickey") ? !keys.getIdentities().isEmpty() : withPassword);
        return Stream.concat(tried, withPassword ? Stream.of() : Stream.of(ServersMethods.NAME))
                .collect(Collectors.joining(","));
    }

    /** Logs in within one deadline for the whole login: a server may send each answer byte by byte. */
    private static void logIn(Session session, Wire wire, Duration time, Duration whole, SshFailure failure)
            throws Unreachable, JSchException {
        boolean done = false;
        Deadline deadline = new Deadline(wire::giveUp);
        try (deadline) {
            deadline.in(time, new SocketTimeoutException("timeout"));
            session.connect((int) Math.max(1, time.toMillis()));
            done = true;
        } catch (UncheckedIOException e) {
            throw e; // it is about known_hosts, and not about the server
        } catch (JSchException | RuntimeException e) {
            if (deadline.passed().isPresent()) {
                throw failure.tooLate(whole, wire.heard(), e);
            }
            String end = wire.greeted() ? "" : wire.commandsEnd();
            if (!end.isEmpty()) {
                throw failure.commandEnded(end, e);
            }
            if (wire.lost()) {
                failure.hungUp(!wire.greeted() && wire.why().isEmpty());
            }
            if (e instanceof JSchException told) {
                throw told;
            }
            throw failure.nonsense(e);
        } finally {
            if (!done) {
                wire.close(); // JSch closes it after an exception, but not after an error
            }
        }
    }

    /** Reads what the server sends. JSch handles exceptions; an error must not leave those waiting who wait for the server. */
    private static void takeIn(Runnable work, Session session, Wire wire) {
        try {
            work.run();
        } catch (Throwable e) {
            wire.giveUp(new IOException("what it sent could not be taken in: " + e, e));
            session.disconnect();
        }
    }
}
