package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Channel;
import io.dockplay.transport.SharedRoom;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real SSH server, that misbehaves where it is told to. */
@Timeout(60)
class SshConnectionTest {

    private final SshClient ssh = new SshClient(new SharedRoom());

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
                SshConnection connection = ssh.connect(target(server.variables()), options(true));
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
            assertThatThrownBy(() -> ssh.connect(target(server.variables()), options(false)))
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
            ssh.connect(target(server.variables()), options(true)).close();

            assertThat(Files.readString(folder.resolve("known_hosts")))
                    .startsWith("[127.0.0.1]:" + server.port() + " ecdsa-sha2-nistp256 ");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("known_hosts"))))
                    .isEqualTo("rw-------");
            ssh.connect(target(server.variables()), options(false)).close();
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

            assertThatThrownBy(() -> ssh.connect(target(variables), options(true)))
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
            ssh.connect(target(server.variables()), options(true)).close();
            String line = Files.readString(known);
            Path revoked = Files.writeString(
                    folder.resolve("revoked"), line + "@revoked *" + line.substring(line.indexOf(' ')));
            Map<String, Object> variables = server.variables();
            variables.put("ssh_known_hosts", revoked.toString());

            assertThatThrownBy(() -> ssh.connect(target(variables), options(true)))
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

            ssh.connect(target(server.variables()), options(true)).close();

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

            assertThatThrownBy(() -> ssh.connect(target(variables), options(true)))
                    .isInstanceOfSatisfying(Unreachable.class, refused -> {
                        assertThat(refused.problem().what()).startsWith("the login as ops was refused");
                        assertThat(refused.problem().toString()).doesNotContain("not-the-secret");
                    });
        }
    }

    /** What a login is refused with, by a server that takes only these methods. */
    private Problem refusal(TestServer server, Map<String, Object> more, String without) {
        Map<String, Object> variables = server.variables();
        variables.remove(without);
        variables.putAll(more);
        return ((Unreachable) catchThrowable(() -> ssh.connect(target(variables), options(true)))).problem();
    }

    private static Consumer<SshServer> only(UserAuthFactory... methods) {
        return server -> server.setUserAuthFactories(List.of(methods));
    }

    @Test
    void the_methods_that_are_told_are_the_servers_own() throws Exception {
        TestKeys.write(folder.resolve("key"));
        Map<String, Object> key =
                Map.of("ansible_ssh_private_key_file", folder.resolve("key").toString());
        try (TestServer server = TestServer.start(
                folder, only(UserAuthPublicKeyFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE))) {
            server.acceptKey(TestServer.hostKey().getPublic());
            Problem refused = refusal(server, key, "ansible_password");

            assertThat(refused.what()).isEqualTo("the login as ops was refused (tried: " + folder.resolve("key") + ")");
            assertThat(refused.advice())
                    .contains("/.ssh/authorized_keys?")
                    .endsWith("The server accepts publickey, keyboard-interactive.");
        }
    }

    @Test
    void a_password_where_only_keys_are_taken_is_not_sent() throws Exception {
        try (TestServer server = TestServer.start(folder, only(UserAuthPublicKeyFactory.INSTANCE))) {
            server.acceptKey(TestServer.hostKey().getPublic());
            Problem refused = refusal(server, Map.of(), "");

            assertThat(refused.what())
                    .isEqualTo(
                            "the login as ops was refused (tried: nothing, for there is no key, and it takes no password)");
            assertThat(refused.advice()).endsWith("The server accepts publickey.");
        }
    }

    @Test
    void a_password_works_where_it_is_asked_for() throws Exception {
        try (TestServer server = TestServer.start(folder, only(UserAuthKeyboardInteractiveFactory.INSTANCE))) {
            ssh.connect(target(server.variables()), options(true)).close();
        }
    }

    @Test
    void a_password_that_is_refused_when_asked_for_is_tried_as_one_too() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TestServer server = TestServer.start(folder, setUp -> {
            setUp.setKeyboardInteractiveAuthenticator(KeyboardInteractiveAuthenticator.NONE);
            setUp.setPasswordAuthenticator((user, password, session) -> {
                asked.incrementAndGet();
                return password.equals("secret");
            });
        })) {
            ssh.connect(target(server.variables()), options(true)).close();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void advice_for_a_refused_password_speaks_of_the_password() throws Exception {
        try (TestServer server = TestServer.start(folder, only(UserAuthPasswordFactory.INSTANCE))) {
            Problem refused = refusal(server, Map.of("ansible_password", "wrong"), "");

            assertThat(refused.what()).isEqualTo("the login as ops was refused (tried: the password)");
            assertThat(refused.advice())
                    .isEqualTo("Is ansible_password (or --ask-pass) the password of ops on this host?"
                            + " The server accepts password.");
        }
    }

    @Test
    void a_server_that_turns_connections_away_is_tried_again() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SilentProxy busy = SilentProxy.to(server.port())) {
            busy.turnAway(3);
            Map<String, Object> variables = server.variables();
            variables.put("ansible_port", busy.port());

            ssh.connect(target(variables), options(true)).close();

            assertThat(busy.connections()).isEqualTo(4);
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_turns_all_connections_away_is_told_with_the_number_of_tries() throws Exception {
        try (SilentProxy busy = SilentProxy.to(1)) {
            busy.turnAway(1000);

            assertThatThrownBy(() -> ssh.connect(
                            target(Map.of("ansible_host", "127.0.0.1", "ansible_port", busy.port())), options(true)))
                    .isInstanceOfSatisfying(Unreachable.class, refused -> {
                        assertThat(refused.problem().what()).startsWith("the SSH server closed the connection");
                        assertThat(refused.problem().advice())
                                .contains("It was tried 7 times, with growing pauses.")
                                .contains("MaxStartups", "--forks");
                    });
            assertThat(busy.connections()).isEqualTo(7);
        }
    }

    @Test
    void a_server_that_has_spoken_is_not_tried_again() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (OddServer server = OddServer.that(to -> {
            connections.incrementAndGet();
            to.write("SSH-2.0-OpenSSH_7.4\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThatThrownBy(() -> ssh.connect(target(server.variables()), options(true)))
                    .isInstanceOf(Unreachable.class);
        }
        assertThat(connections).hasValue(1);
    }

    @Test
    void a_host_of_one_session_at_a_time_gets_the_next_when_the_first_has_ended() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            server.refuseSessions(2);
            try (SshConnection connection = ssh.connect(target(server.variables()), options(true))) {
                for (int i = 0; i < 3; i++) {
                    try (Channel channel = connection.start("echo " + i, false)) {
                        assertThat(channel.stdout().readAllBytes()).asString().isEqualTo(i + "\n");
                    }
                }
            }
            assertThat(server.channels()).isEqualTo(3);
        }
    }

    @Test
    void a_host_that_opens_no_session_at_all_is_told_at_once() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            server.refuseSessions(1);
            server.toRefuse().set(100);
            try (SshConnection connection = ssh.connect(target(server.variables()), options(true))) {
                assertThatThrownBy(() -> connection.start("true", false))
                        .isInstanceOfSatisfying(Unreachable.class, refused -> {
                            assertThat(refused.problem().what()).isEqualTo("the SSH server opens no session");
                            assertThat(refused.problem().advice()).contains("MaxSessions");
                        });
            }
            assertThat(server.toRefuse()).hasValue(99);
        }
    }

    @Test
    void a_connection_that_is_cut_is_an_error_and_not_an_end() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SshConnection connection = ssh.connect(target(server.variables()), options(true));
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
                SshConnection connection = ssh.connect(target(server.variables()), options(true));
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
            try (SshConnection connection = ssh.connect(target(variables), impatient);
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
            try (SshConnection connection = ssh.connect(target(server.variables()), impatient);
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

        assertThatThrownBy(() -> ssh.connect(target(variables), options(true)))
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
                            ssh.connect(target(Map.of("ansible_password", "secret")), options(true));
                    Channel channel = connection.start("echo through", false)) {
                assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("through\n");
            }
            assertThat(folder.resolve("told")).hasContent("no.such.host.invalid:2222:ops");
            assertThat(hosts).content().startsWith("the-web ecdsa-sha2-nistp256 ");
        }
    }

    @Test
    void the_inventory_may_name_a_proxy_command_too() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Files.writeString(folder.resolve("config"), "ProxyJump nowhere\n");
            Map<String, Object> variables = server.variables();
            variables.put("ansible_host", "192.0.2.1");
            variables.put("ssh_proxy_command", "bash -c 'exec 3<>/dev/tcp/127.0.0.1/%p; cat <&3 & exec cat >&3'");

            ssh.connect(target(variables), options(true)).close();

            variables.put("ssh_proxy_command", "sh -c 'exit 3'");
            assertThatThrownBy(() -> ssh.connect(target(variables), options(true)))
                    .isInstanceOfSatisfying(Unreachable.class, refused -> {
                        assertThat(refused.problem().what())
                                .isEqualTo("its ProxyCommand leads nowhere: it ended with 3");
                        assertThat(refused.problem().where()).contains(new Position("hosts", 9, 1));
                    });
        }
    }

    @Test
    void a_proxy_command_that_leads_nowhere_is_told_with_its_line_and_its_words() throws Exception {
        Path config = Files.writeString(
                folder.resolve("config"), "# mine\nProxyCommand sh -c 'echo no such %h >&2; exit 3'\n");

        assertThatThrownBy(() -> ssh.connect(target(Map.of()), options(true)))
                .isInstanceOfSatisfying(Unreachable.class, refused -> {
                    assertThat(refused.problem().what())
                            .isEqualTo("its ProxyCommand leads nowhere: it ended with 3: no such web1");
                    assertThat(refused.problem().where()).contains(new Position(config.toString(), 2, 0));
                });
    }

    @Test
    void a_name_that_a_shell_would_take_for_more_than_a_word_goes_into_no_command() throws Exception {
        Files.writeString(folder.resolve("config"), "ProxyCommand sh -c 'echo %r >" + folder.resolve("told") + "'\n");

        assertThatThrownBy(() -> ssh.connect(
                        target(Map.of("ansible_user", "x;touch " + folder + "/y")), options(true)))
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

            assertThatThrownBy(() -> ssh.connect(target(variables), options(true)))
                    .isInstanceOfSatisfying(Unreachable.class, refused -> {
                        assertThat(refused.problem().what()).contains("algorithms that are off by default");
                        assertThat(refused.problem().advice()).contains("ssh_legacy: true");
                    });

            variables.put("ssh_legacy", true);
            ssh.connect(target(variables), options(true)).close();
        }
    }

    @SuppressWarnings("deprecation") // old algorithms are what this is about
    static void old(SshServer server, KeyPairProvider key) {
        server.setKeyPairProvider(key);
        server.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg14)));
        server.setSignatureFactories(List.of(org.apache.sshd.common.signature.BuiltinSignatures.rsa));
        server.getProperties().put("server-identification", "OpenSSH_5.3");
    }
}
