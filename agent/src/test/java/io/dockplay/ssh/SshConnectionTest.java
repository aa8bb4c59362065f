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
        return TestServer.options(folder, Duration.ofSeconds(20)).acceptingNewHostKeys(acceptNew);
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
    void a_revoked_host_key_is_refused_whatever_else_names_it() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Path known = folder.resolve("known_hosts");
            SshConnection.connect(target(server.variables()), options(true)).close();
            String line = Files.readString(known);
            Path revoked = Files.writeString(
                    folder.resolve("revoked"), line + "@revoked *" + line.substring(line.indexOf(' ')));
            Map<String, Object> variables = server.variables();
            variables.put("ssh_known_hosts", revoked.toString());

            assertThatThrownBy(() -> SshConnection.connect(target(variables), options(true)))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            refused -> assertThat(refused.problem().what()).startsWith("its host key is revoked in "));
        }
    }

    @Test
    void another_server_on_the_same_machine_is_not_a_changed_one() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            String usual = "AAAAC3NzaC1lZDI1NTE5AAAAIEf3oXzUVRMKnJyqvQHPzqu3nJ1rUTeWbEN8bm8QuQBh";
            Path known = folder.resolve("known_hosts");
            Files.writeString(known, "127.0.0.1 ssh-ed25519 " + usual);

            SshConnection.connect(target(server.variables()), options(true)).close();

            assertThat(Files.readAllLines(known))
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("[127.0.0.1]:" + server.port());
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
    void a_server_that_says_goodbye_is_lost_as_well() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SshConnection connection = SshConnection.connect(target(server.variables()), options(true));
                Channel channel = connection.start("echo first; sleep 60", false)) {
            channel.stdout().readNBytes(6);
            server.sayGoodbye();

            assertThatThrownBy(() -> channel.stdout().read()).hasMessage("the host no longer answers");
        }
    }

    @Test
    void a_host_that_falls_silent_is_given_up() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SilentProxy proxy = SilentProxy.to(server.port())) {
            Map<String, Object> variables = server.variables();
            variables.put("ansible_port", proxy.port());
            SshOptions impatient = TestServer.options(folder, Duration.ofMillis(400));
            try (SshConnection connection = SshConnection.connect(target(variables), impatient);
                    Channel channel = connection.start("echo first; sleep 60", false)) {
                channel.stdout().readNBytes(6);
                proxy.fallSilent();

                assertThatThrownBy(() -> channel.stdout().read()).hasMessage("the host no longer answers");
            }
        }
    }

    @Test
    void a_host_that_works_in_silence_is_waited_for() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            SshOptions impatient = TestServer.options(folder, Duration.ofMillis(400));
            try (SshConnection connection = SshConnection.connect(target(server.variables()), impatient);
                    Channel channel = connection.start("sleep 2; echo done", false)) {
                assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("done\n");
            }
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
    void a_proxy_command_is_the_way() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Path hosts = folder.resolve("known_hosts");
            Files.writeString(folder.resolve("config"), """
                    Host web1
                      HostName no.such.host.invalid
                      Port 2222
                      User ops
                      HostKeyAlias the-web
                      UserKnownHostsFile %s
                      ProxyCommand bash -c 'echo %%h:%%p:%%r >%s; exec 3<>/dev/tcp/127.0.0.1/%d; cat <&3 & exec cat >&3'
                    """.formatted(hosts, folder.resolve("told"), server.port()));

            try (SshConnection connection =
                            SshConnection.connect(target(Map.of("ansible_password", "secret")), options(true));
                    Channel channel = connection.start("echo through", false)) {
                assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("through\n");
            }
            assertThat(folder.resolve("told")).hasContent("no.such.host.invalid:2222:ops");
            assertThat(hosts).content().startsWith("the-web ecdsa-sha2-nistp256 ");
        }
    }

    @Test
    void a_proxy_command_that_leads_nowhere_is_told_with_its_line_and_its_words() throws Exception {
        Path config = Files.writeString(folder.resolve("config"), "# mine\nProxyCommand sh -c 'echo no such %h >&2; exit 3'\n");

        assertThatThrownBy(() -> SshConnection.connect(target(Map.of()), options(true)))
                .isInstanceOfSatisfying(Unreachable.class, refused -> {
                    assertThat(refused.problem().what())
                            .isEqualTo("its ProxyCommand leads nowhere: it ended with 3: no such web1");
                    assertThat(refused.problem().where()).contains(new Position(config.toString(), 2, 0));
                });
    }

    @Test
    void a_name_that_a_shell_would_take_for_more_than_a_word_goes_into_no_command() throws Exception {
        Files.writeString(folder.resolve("config"), "ProxyCommand sh -c 'echo %r >" + folder.resolve("told") + "'\n");

        assertThatThrownBy(() ->
                        SshConnection.connect(target(Map.of("ansible_user", "x;touch " + folder + "/y")), options(true)))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        refused -> assertThat(refused.problem().what()).contains("proxycommand cannot be followed"));
        assertThat(folder.resolve("told")).doesNotExist();
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
}
