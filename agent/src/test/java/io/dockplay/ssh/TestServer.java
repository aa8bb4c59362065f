package io.dockplay.ssh;

import io.dockplay.transport.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;
import org.jspecify.annotations.Nullable;

/**
 * An SSH server on loopback that runs commands in this machine's shell, counts, and misbehaves when it is told to.
 *
 * <p>The user is {@code ops} with the password {@code secret}. So is each host's own user, such as {@code web12}, who has a
 * home folder of that name and can stand for a whole host.
 */
public final class TestServer implements AutoCloseable, CommandFactory {

    private static final Pattern USER = Pattern.compile("ops|[a-z]+[0-9]+");

    private final Path home;
    private final SshServer server = SshServer.setUpDefaultServer();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger channels = new AtomicInteger();
    private final AtomicInteger toRefuse = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicBoolean hostSpokeLast = new AtomicBoolean(true);
    private volatile BinaryOperator<String> conduct = (user, command) -> command;

    private TestServer(Path home) {
        this.home = home;
    }

    /** Starts one; files of the runtime go to the folder. */
    public static TestServer start(Path home) throws Exception {
        return start(home, server -> {});
    }

    /** Starts one that has been set up otherwise. */
    static TestServer start(Path home, Consumer<SshServer> setUp) throws Exception {
        TestServer test = new TestServer(home);
        test.server.setHost("127.0.0.1");
        test.server.setPort(0);
        test.server.setKeyPairProvider(KeyPairProvider.wrap(hostKey()));
        test.server.setPasswordAuthenticator(
                (user, password, session) -> USER.matcher(user).matches() && password.equals("secret"));
        test.server.setCommandFactory(test);
        test.server.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                test.sessions.incrementAndGet();
            }
        });
        setUp.accept(test.server);
        test.server.start();
        return test;
    }

    static KeyPair hostKey() throws Exception {
        var generator = SecurityUtils.getKeyPairGenerator("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    /** Waits until nobody is logged in any more. */
    void awaitNoSession() throws InterruptedException {
        while (!server.getActiveSessions().isEmpty()) {
            Thread.sleep(10);
        }
    }

    int port() {
        return server.getPort();
    }

    /** What is the same for all connections of a test: nothing of this machine's own SSH configuration. */
    public static SshOptions options(Path folder, Duration patience) {
        return new SshOptions(
                List.of(folder.resolve("known_hosts")),
                List.of(),
                true,
                Duration.ofSeconds(5),
                patience,
                folder.resolve("config"),
                folder.resolve("system-config"),
                List.of(),
                Optional.empty(),
                Duration.ofMillis(1));
    }

    /** How the inventory would tell of it. */
    public Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("ansible_host", "127.0.0.1");
        variables.put("ansible_port", server.getPort());
        variables.put("ansible_user", "ops");
        variables.put("ansible_password", "secret");
        variables.put("ssh_known_hosts", home.resolve("known_hosts").toString());
        return variables;
    }

    public int sessions() {
        return sessions.get();
    }

    public int channels() {
        return channels.get();
    }

    /** How often the client has spoken after the host had. */
    public int messages() {
        return messages.get();
    }

    public void forgetCounts() {
        sessions.set(0);
        channels.set(0);
        messages.set(0);
        hostSpokeLast.set(true);
    }

    /** Refuses so many sessions after each that it has opened, as MaxSessions 1 does while the one before has not ended. */
    void refuseSessions(int count) {
        server.setChannelFactories(List.of(new ChannelSessionFactory() {
            @Override
            public Channel createChannel(Session session) {
                return new ChannelSession() {
                    @Override
                    public OpenFuture open(long recipient, long rwSize, long packetSize, Buffer buffer) {
                        if (toRefuse.get() > 0) {
                            toRefuse.decrementAndGet();
                            DefaultOpenFuture refused = new DefaultOpenFuture(this, this);
                            refused.setException(new SshChannelOpenException(
                                    recipient, SshConstants.SSH_OPEN_CONNECT_FAILED, "no more sessions"));
                            return refused;
                        }
                        toRefuse.set(count);
                        return super.open(recipient, rwSize, packetSize, buffer);
                    }
                };
            }
        }));
    }

    /** How many sessions it is still going to refuse. */
    AtomicInteger toRefuse() {
        return toRefuse;
    }

    /** Lets the user in with this key too. */
    void acceptKey(java.security.PublicKey key) {
        server.setPublickeyAuthenticator((user, shown, session) -> user.equals("ops") && shown.equals(key));
    }

    /** Ends all connections by SSH's own message for it, as a server does that is stopped. */
    void sayGoodbye() throws IOException {
        for (var session : server.getActiveSessions()) {
            session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "goodbye");
        }
    }

    /** Makes of a user and of what is asked for what is started instead, as a login shell does that misbehaves. */
    public void conduct(BinaryOperator<String> what) {
        conduct = what;
    }

    /** Sends bytes that are no packet. */
    void sendRaw(byte[] bytes) throws IOException {
        for (var session : server.getActiveSessions()) {
            session.getIoSession().writeBuffer(new ByteArrayBuffer(bytes));
        }
    }

    /** Takes nothing any more, with every connection still open. */
    void stopReading() {
        for (var session : server.getActiveSessions()) {
            session.getIoSession().suspendRead();
        }
    }

    /** Cuts all connections, as a network does that goes away. */
    void cut() throws IOException {
        for (var session : server.getActiveSessions()) {
            session.getIoSession().close(true);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    @Override
    public Command createCommand(ChannelSession channel, String command) {
        channels.incrementAndGet();
        String user = channel.getSession().getUsername();
        Path own = user.equals("ops") ? home : home.resolve(user);
        own.toFile().mkdirs();
        return new ShellCommand(TestHost.atHome(own, conduct.apply(user, command)));
    }

    private final class ShellCommand implements Command {

        private final String command;
        private @Nullable InputStream in;
        private @Nullable OutputStream out;
        private @Nullable OutputStream err;
        private @Nullable ExitCallback exit;
        private @Nullable Process process;

        ShellCommand(String command) {
            this.command = command;
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) throws IOException {
            Process started = new ProcessBuilder("/bin/sh", "-c", command).start();
            process = started;
            pump(in, started.getOutputStream(), true);
            pump(started.getErrorStream(), err, false);
            Thread output = pump(started.getInputStream(), out, false);
            daemon(() -> {
                try {
                    int code = started.waitFor();
                    output.join();
                    exit.onExit(code);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private Thread pump(InputStream from, OutputStream to, boolean fromClient) {
            return daemon(() -> {
                byte[] buffer = new byte[8192];
                try {
                    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                        if (fromClient && hostSpokeLast.compareAndSet(true, false)) {
                            messages.incrementAndGet();
                        } else if (!fromClient) {
                            hostSpokeLast.set(true);
                        }
                        to.write(buffer, 0, count);
                        to.flush();
                    }
                    if (fromClient) {
                        to.close();
                    }
                } catch (IOException e) {
                    // Either side has gone.
                }
            });
        }

        private static Thread daemon(Runnable work) {
            Thread thread = new Thread(work, "test-server");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        @Override
        public void destroy(ChannelSession channel) {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
