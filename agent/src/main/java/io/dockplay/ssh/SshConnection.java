package io.dockplay.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.OpenSSHConfig;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.Session;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Connection;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A connection by SSH, by way of JSch. */
public final class SshConnection implements Connection {

    private static final Map<Path, ConfigRepository> CONFIGURATIONS = new ConcurrentHashMap<>();
    private static final List<String> KEY_FILES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final Session session;
    private final Wire wire;
    private final Optional<SshConnection> jump;

    private SshConnection(Session session, Wire wire, Optional<SshConnection> jump) {
        this.session = session;
        this.wire = wire;
        this.jump = jump;
    }

    /**
     * Logs in.
     *
     * @throws Unreachable with the cause and what to do about it
     */
    public static SshConnection connect(SshTarget target, SshOptions options) throws Unreachable {
        ConfigRepository.Config configured =
                configuration(options.configuration()).getConfig(target.name());
        Optional<String> through = target.jump().or(() -> Optional.ofNullable(configured.getValue("ProxyJump")));
        Optional<SshConnection> jump = Optional.empty();
        if (through.isPresent() && !through.get().equals("none")) {
            jump = Optional.of(connect(jumpTarget(through.get(), target), options));
        }
        String address = target.address()
                .or(() -> Optional.ofNullable(configured.getHostname()))
                .orElse(target.name());
        int port = target.port().orElse(configured.getPort() > 0 ? configured.getPort() : 22);
        String user = target.user()
                .or(() -> Optional.ofNullable(configured.getUser()))
                .orElse(System.getProperty("user.name"));
        KnownHosts.Check hostKeys =
                KnownHosts.of(target.knownHosts().orElse(options.knownHosts())).check(options.acceptNewHostKeys());
        SshFailure failure = new SshFailure(target, user, address, port, hostKeys);
        try {
            JSch jsch = new JSch();
            jsch.setHostKeyRepository(hostKeys);
            failure.triedKeys(identities(jsch, target, configured));
            Session session = jsch.getSession(user, address, port);
            Wire wire = new Wire(jump.map(hop -> hop.session), banner -> {
                failure.banner(banner);
                if (target.legacy() && LegacyAlgorithms.areSpokenBy(banner)) {
                    LegacyAlgorithms.offer(session);
                }
            });
            session.setProxy(wire);
            session.setDaemonThread(true);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey,password,keyboard-interactive");
            // Two round trips that only ask what the answer to the next one tells anyway.
            session.setConfig("enable_auth_none", "no");
            session.setConfig("enable_pubkey_auth_query", "no");
            session.setServerAliveInterval(15_000);
            session.setServerAliveCountMax(4);
            target.password().ifPresent(text -> session.setPassword(text.getBytes(StandardCharsets.UTF_8)));
            session.connect((int) options.connectTimeout().toMillis());
            return new SshConnection(session, wire, jump);
        } catch (JSchException e) {
            jump.ifPresent(SshConnection::close);
            throw failure.of(e);
        }
    }

    /** Makes the user's keys known to JSch; returns what they are called. */
    private static List<String> identities(JSch jsch, SshTarget target, ConfigRepository.Config configured)
            throws JSchException {
        List<Path> files = new ArrayList<>();
        if (target.privateKey().isPresent()) {
            files.add(target.privateKey().get());
        } else {
            String[] named = configured.getValues("IdentityFile");
            for (String name : named == null ? new String[0] : named) {
                files.add(SshTarget.path(name));
            }
            Optional<List<String>> agent = files.isEmpty() ? agent(jsch) : Optional.empty();
            if (agent.isPresent()) {
                return agent.get();
            }
            if (files.isEmpty()) {
                Path folder = Path.of(System.getProperty("user.home"), ".ssh");
                KEY_FILES.stream()
                        .map(folder::resolve)
                        .filter(Files::isReadable)
                        .forEach(files::add);
            }
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new JSchException("there is no private key " + file);
            }
            jsch.addIdentity(file.toString());
        }
        return files.stream().map(Path::toString).toList();
    }

    private static Optional<List<String>> agent(JSch jsch) {
        if (System.getenv("SSH_AUTH_SOCK") == null) {
            return Optional.empty();
        }
        try {
            AgentIdentityRepository agent = new AgentIdentityRepository(new SSHAgentConnector());
            int keys = agent.getIdentities().size();
            if (keys == 0) {
                return Optional.empty();
            }
            jsch.setIdentityRepository(agent);
            return Optional.of(List.of("the agent's " + keys + (keys == 1 ? " key" : " keys")));
        } catch (AgentProxyException e) {
            return Optional.empty();
        }
    }

    private static ConfigRepository configuration(Path file) {
        return CONFIGURATIONS.computeIfAbsent(file, path -> {
            try {
                return Files.isReadable(path) ? OpenSSHConfig.parseFile(path.toString()) : OpenSSHConfig.parse("");
            } catch (IOException e) {
                return ConfigRepository.nullConfig;
            }
        });
    }

    /** The host to go through, {@code user@host:port}; keys and host keys are those of the target. */
    private static SshTarget jumpTarget(String text, SshTarget target) {
        int at = text.lastIndexOf('@');
        String place = text.substring(at + 1);
        int colon = place.lastIndexOf(':');
        boolean withPort = colon > 0 && place.substring(colon + 1).matches("[0-9]+");
        return new SshTarget(
                withPort ? place.substring(0, colon) : place,
                Optional.empty(),
                withPort ? Optional.of(Integer.valueOf(place.substring(colon + 1))) : Optional.empty(),
                at > 0 ? Optional.of(text.substring(0, at)) : Optional.empty(),
                Optional.empty(),
                target.privateKey(),
                false,
                Optional.empty(),
                target.knownHosts(),
                target.position());
    }

    @Override
    public Channel start(String command, boolean terminal) throws Unreachable {
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(command);
            if (terminal) {
                channel.setPty(true);
                channel.setPtyType("dumb", 200, 50, 0, 0);
            }
            return SshChannel.start(channel, wire);
        } catch (JSchException | IOException e) {
            throw new Unreachable(
                    Problem.of("the connection was lost: " + e.getMessage(), "Run the same command again."), e);
        }
    }

    @Override
    public void close() {
        session.disconnect();
        jump.ifPresent(SshConnection::close);
    }
}
