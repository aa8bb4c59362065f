package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.Position;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real SSH server, that misbehaves where it is told to. */
@Timeout(60)
class SshConnectionTest {

    @TempDir
    Path folder;

    private SshOptions options(boolean acceptNew) {
        return new SshOptions(
                folder.resolve("known_hosts"), acceptNew, Duration.ofSeconds(5), folder.resolve("no-config"));
    }

    private static SshTarget target(Map<String, Object> variables) {
        return SshTarget.of("web1", variables, Optional.of(new Position("hosts", 9, 1)));
    }

    @Test
    void bytes_go_both_ways_unchanged_however_many() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        try (TestServer server = TestServer.start(folder);
                SshConnection connection = SshConnection.connect(target(server.variables()), options(true));
                Channel channel = connection.start("cat", false)) {
            // All is written before anything is read: neither side may wait for the other.
            channel.stdin().write(bytes);
            channel.stdin().close();

            assertThat(channel.stdout().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void an_unknown_host_key_is_refused_and_shown() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            assertThatThrownBy(() -> SshConnection.connect(target(server.variables()), options(false)))
                    .isInstanceOfSatisfying(Unreachable.class, refused -> {
                        assertThat(refused.problem().what())
                                .startsWith("its host key is not known: ecdsa-sha2-nistp256 SHA256:");
                        assertThat(refused.problem().advice()).contains("--accept-new-host-keys");
                        assertThat(refused.problem().where()).contains(new Position("hosts", 9, 1));
                    });
            assertThat(folder.resolve("known_hosts")).doesNotExist();
        }
    }

    @Test
    void a_new_host_key_is_learned_only_when_that_is_asked_for() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            SshConnection.connect(target(server.variables()), options(true)).close();

            assertThat(Files.readString(folder.resolve("known_hosts")))
                    .startsWith("[127.0.0.1]:" + server.port() + " ecdsa-sha2-nistp256 ");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("known_hosts"))))
                    .isEqualTo("rw-------");
            SshConnection.connect(target(server.variables()), options(false)).close();
        }
    }

    @Test
    void a_changed_host_key_is_refused_even_when_new_ones_are_accepted() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            String other = "AAAAC3NzaC1lZDI1NTE5AAAAIEf3oXzUVRMKnJyqvQHPzqu3nJ1rUTeWbEN8bm8QuQBh";
            Path known = folder.resolve("changed");
            Files.writeString(known, "[127.0.0.1]:" + server.port() + " ssh-ed25519 " + other + "\n");
            Map<String, Object> variables = server.variables();
            variables.put("ssh_known_hosts", known.toString());

            assertThatThrownBy(() -> SshConnection.connect(target(variables), options(true)))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            refused -> assertThat(refused.problem().what()).contains("its host key is not the one in"));
            assertThat(Files.readString(known)).hasLineCount(1);
        }
    }

    @Test
    void a_refused_password_names_the_user_and_never_the_password() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Map<String, Object> variables = server.variables();
            variables.put("ansible_password", "not-the-secret");

            assertThatThrownBy(() -> SshConnection.connect(target(variables), options(true)))
                    .isInstanceOfSatisfying(Unreachable.class, refused -> {
                        assertThat(refused.problem().what()).startsWith("the login as ops was refused");
                        assertThat(refused.problem().toString()).doesNotContain("not-the-secret");
                    });
        }
    }

    @Test
    void a_connection_that_is_cut_is_an_error_and_not_an_end() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SshConnection connection = SshConnection.connect(target(server.variables()), options(true));
                Channel channel = connection.start("echo first; sleep 60", false)) {
            byte[] first = channel.stdout().readNBytes(6);
            server.cut();

            assertThat(first).asString().isEqualTo("first\n");
            assertThatThrownBy(() -> channel.stdout().read())
                    .isInstanceOf(IOException.class)
                    .hasMessage("the host no longer answers");
        }
    }

    @Test
    void nothing_that_listens_is_told_with_its_place() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Map<String, Object> variables = Map.of("ansible_host", "127.0.0.1", "ansible_port", port);

        assertThatThrownBy(() -> SshConnection.connect(target(variables), options(true)))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        refused ->
                                assertThat(refused.problem().what()).isEqualTo("nothing listens on 127.0.0.1:" + port));
    }

    @Test
    void old_algorithms_are_off_until_the_host_allows_them() throws Exception {
        var generator = SecurityUtils.getKeyPairGenerator("RSA");
        generator.initialize(2048);
        var key = generator.generateKeyPair();
        try (TestServer server = TestServer.start(folder, old -> old(old, KeyPairProvider.wrap(key)))) {
            Map<String, Object> variables = server.variables();

            assertThatThrownBy(() -> SshConnection.connect(target(variables), options(true)))
                    .isInstanceOfSatisfying(Unreachable.class, refused -> {
                        assertThat(refused.problem().what()).contains("algorithms that are off by default");
                        assertThat(refused.problem().advice()).contains("ssh_legacy: true");
                    });

            variables.put("ssh_legacy", true);
            SshConnection.connect(target(variables), options(true)).close();
        }
    }

    @SuppressWarnings("deprecation") // old algorithms are what this is about
    private static void old(SshServer server, KeyPairProvider key) {
        server.setKeyPairProvider(key);
        server.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg14)));
        server.setSignatureFactories(List.of(org.apache.sshd.common.signature.BuiltinSignatures.rsa));
        server.getProperties().put("server-identification", "OpenSSH_5.3");
    }

    @Test
    void a_jump_host_is_gone_through() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = TestServer.start(
                        folder.resolve("jump"),
                        server -> server.setForwardingFilter(
                                org.apache.sshd.server.forward.AcceptAllForwardingFilter.INSTANCE))) {
            Path key = folder.resolve("key");
            Map<String, Object> variables = behind.variables();
            variables.put("ssh_jump", "ops@127.0.0.1:" + jump.port());
            var pair = TestKeys.write(key);
            jump.acceptKey(pair.getPublic());
            variables.put("ansible_ssh_private_key_file", key.toString());

            try (SshConnection connection = SshConnection.connect(target(variables), options(true));
                    Channel channel = connection.start("echo through", false)) {
                assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("through\n");
            }
            assertThat(jump.sessions()).isEqualTo(1);
        }
    }
}
