package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.transport.Channel;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;

/** A connection that is there: its bytes, its sessions, and how it ends. */
class SshConnectionTest extends ConnectsToTestServer {

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
}
