package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.transport.Channel;
import io.dockplay.transport.SharedRoom;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are reached through another one. */
@Timeout(60)
class JumpHostIT {

    private final SshClient ssh = new SshClient(new SharedRoom());

    @TempDir
    Path folder;

    private PublicKey key;

    @BeforeEach
    void makes_a_key() throws Exception {
        key = TestKeys.write(folder.resolve("key")).getPublic();
    }

    private TestServer jump() throws Exception {
        TestServer jump = TestServer.start(
                folder.resolve("jump"), server -> server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE));
        jump.acceptKey(key);
        return jump;
    }

    private SshConnection connect(Map<String, Object> variables) throws Unreachable {
        return connect(variables, Duration.ofSeconds(20));
    }

    private SshConnection connect(Map<String, Object> variables, Duration patience) throws Unreachable {
        Map<String, Object> all = new LinkedHashMap<>(variables);
        all.put("ansible_ssh_private_key_file", folder.resolve("key").toString());
        return ssh.connect(SshTarget.of("web1", all, Optional.empty()), TestServer.options(folder, patience));
    }

    private static void through(TestServer jump, Map<String, Object> variables) {
        variables.put("ssh_jump", "ops@127.0.0.1:" + jump.port());
    }

    @Test
    void a_host_that_floods_or_dribbles_behind_a_jump_host_costs_the_others_nothing() throws Exception {
        OddServer.Conduct dribbling = to -> {
            while (true) {
                to.write('x');
                OddServer.pause(100);
            }
        };
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = jump();
                OddServer dribbles = OddServer.that(dribbling)) {
            Map<String, Object> variables = behind.variables();
            through(jump, variables);
            Map<String, Object> odd = new LinkedHashMap<>(dribbles.variables());
            odd.put("ssh_known_hosts", folder.resolve("known_hosts").toString());
            through(jump, odd);

            try (SshConnection flooding = connect(variables);
                    Channel unread = flooding.start("cat /dev/zero", false);
                    SshConnection other = connect(variables)) {
                assertThatThrownBy(() -> connect(odd))
                        .isInstanceOf(Unreachable.class)
                        .hasMessageEndingWith(" did not let us in within 5 seconds, nor turned us away");
                try (Channel channel = other.start("echo through", false)) {
                    assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("through\n");
                }
                assertThat(unread.stdout().readNBytes(10_000_000)).hasSize(10_000_000);
            }
            assertThat(jump.sessions()).isEqualTo(1);
        }
    }

    @Test
    void a_jump_host_is_gone_through() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = jump()) {
            Map<String, Object> variables = behind.variables();
            through(jump, variables);

            try (SshConnection connection = connect(variables);
                    Channel channel = connection.start("echo through", false)) {
                assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("through\n");
            }
            assertThat(jump.sessions()).isEqualTo(1);
        }
    }

    @Test
    void a_jump_host_of_centos_6_is_gone_through_where_the_host_behind_it_allows_old_algorithms() throws Exception {
        var generator = SecurityUtils.getKeyPairGenerator("RSA");
        generator.initialize(2048);
        KeyPair hostKey = generator.generateKeyPair();
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = TestServer.start(folder.resolve("jump"), server -> {
                    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
                    ConnectsToTestServer.old(server, KeyPairProvider.wrap(hostKey));
                })) {
            jump.acceptKey(key);
            Map<String, Object> variables = behind.variables();
            through(jump, variables);

            assertThatThrownBy(() -> connect(variables)).isInstanceOfSatisfying(Unreachable.class, refused -> {
                assertThat(refused.problem().what())
                        .startsWith("its jump host 127.0.0.1: the SSH server offers only algorithms that are off");
                assertThat(refused.problem().advice()).contains("ssh_legacy: true of the host behind it");
            });

            variables.put("ssh_legacy", true);
            connect(variables).close();

            // What one host allows on the way, another that shares it does not.
            variables.remove("ssh_legacy");
            assertThatThrownBy(() -> connect(variables)).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void all_hosts_behind_a_jump_host_share_one_connection_to_it() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = jump()) {
            Map<String, Object> variables = behind.variables();
            through(jump, variables);

            List<SshConnection> connections = IntStream.range(0, 20)
                    .parallel()
                    .mapToObj(any -> {
                        try {
                            return connect(variables);
                        } catch (Unreachable e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
            assertThat(behind.sessions()).isEqualTo(20);
            assertThat(jump.sessions()).isEqualTo(1);

            connections.subList(1, 20).forEach(SshConnection::close);
            try (Channel channel = connections.get(0).start("echo still there", false)) {
                assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("still there\n");
            }
            connections.get(0).close();
            connect(variables).close();
            assertThat(jump.sessions()).isEqualTo(2);
        }
    }

    @Test
    void a_jump_host_that_was_lost_is_connected_to_anew() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = jump()) {
            Map<String, Object> variables = behind.variables();
            through(jump, variables);
            try (SshConnection first = connect(variables);
                    Channel channel = first.start("echo first; sleep 60", false)) {
                channel.stdout().readNBytes(6);
                jump.cut();
                assertThatThrownBy(() -> channel.stdout().read()).hasMessage("the host no longer answers");

                connect(variables).close();
            }
            assertThat(jump.sessions()).isEqualTo(2);
        }
    }

    @Test
    void of_several_jump_hosts_each_is_gone_through() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                TestServer first = jump();
                TestServer second = jump()) {
            Map<String, Object> variables = behind.variables();
            variables.put("ssh_jump", "ops@127.0.0.1:" + first.port() + ",ops@127.0.0.1:" + second.port());

            connect(variables).close();

            assertThat(first.sessions()).isEqualTo(1);
            assertThat(second.sessions()).isEqualTo(1);
        }
    }

    @Test
    void a_jump_host_for_all_hosts_is_not_reached_through_itself() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = jump()) {
            Files.writeString(folder.resolve("config"), """
                    Host gate
                      HostName 127.0.0.1
                      User ops
                      Port %d
                    Host *
                      ProxyJump gate
                    """.formatted(jump.port()));

            connect(behind.variables()).close();

            assertThat(jump.sessions()).isEqualTo(1);
        }
    }

    @Test
    void jump_hosts_that_lead_in_a_circle_are_told() throws IOException {
        Files.writeString(folder.resolve("config"), "Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n");

        assertThatThrownBy(() -> connect(Map.of("ssh_jump", "a")))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        refused -> assertThat(refused.problem().what()).contains("its jump hosts lead in a circle"));
    }

    @Test
    void a_jump_host_that_may_not_forward_is_told() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = TestServer.start(folder.resolve("jump"))) {
            jump.acceptKey(key);
            Map<String, Object> variables = behind.variables();
            through(jump, variables);

            assertThatThrownBy(() -> connect(variables)).isInstanceOfSatisfying(Unreachable.class, refused -> {
                assertThat(refused.problem().what()).isEqualTo("the jump host cannot reach 127.0.0.1:" + behind.port());
                assertThat(refused.problem().advice()).contains("AllowTcpForwarding");
            });
        }
    }

    @Test
    void a_server_that_says_nothing_is_given_up_behind_a_jump_host_too() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestServer jump = jump()) {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("ansible_host", "127.0.0.1");
            variables.put("ansible_port", mute.getLocalPort());
            through(jump, variables);

            assertThatThrownBy(() -> connect(variables))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            refused -> assertThat(refused.problem().what())
                                    .isEqualTo("no answer from 127.0.0.1:" + mute.getLocalPort()));
        }
    }

    @Test
    void a_host_that_falls_silent_is_given_up_behind_a_jump_host_too() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                SilentProxy proxy = SilentProxy.to(behind.port());
                TestServer jump = jump()) {
            Map<String, Object> variables = behind.variables();
            variables.put("ansible_port", proxy.port());
            through(jump, variables);

            try (SshConnection connection = connect(variables, Duration.ofMillis(400));
                    Channel channel = connection.start("echo first; sleep 60", false)) {
                channel.stdout().readNBytes(6);
                proxy.fallSilent();

                assertThatThrownBy(() -> channel.stdout().read()).hasMessage("the host no longer answers");
            }
        }
    }

    @Test
    void who_closes_twice_lets_go_of_the_jump_host_once() throws Exception {
        try (TestServer behind = TestServer.start(folder);
                TestServer jump = jump()) {
            Map<String, Object> variables = behind.variables();
            through(jump, variables);
            try (SshConnection other = connect(variables)) {
                SshConnection one = connect(variables);
                one.close();
                one.close();

                try (Channel channel = other.start("echo still there", false)) {
                    assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("still there\n");
                }
                connect(variables).close();
            }
            assertThat(jump.sessions()).isEqualTo(1);
        }
    }

    /** Whoever came through a jump host in vain must not hold it open for the rest of the run. */
    @Test
    void a_jump_host_is_let_go_whatever_goes_wrong_behind_it() throws Exception {
        byte[] nonsense = new byte[64];
        nonsense[3] = 60; // the packet's length
        nonsense[4] = 50; // its padding, of which it leaves less for what it holds
        nonsense[5] = 20; // SSH_MSG_KEXINIT
        Arrays.fill(nonsense, 22, 64, (byte) 0x7f);
        try (ServerSocket broken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestServer jump = jump()) {
            Thread speaking = new Thread(() -> {
                try (Socket one = broken.accept()) {
                    one.getOutputStream().write("SSH-2.0-broken\r\n".getBytes(StandardCharsets.US_ASCII));
                    one.getOutputStream().write(nonsense);
                    one.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException gone) {
                    // the other side has had enough of it
                }
            });
            speaking.setDaemon(true);
            speaking.start();
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("ansible_host", "127.0.0.1");
            variables.put("ansible_port", broken.getLocalPort());
            through(jump, variables);

            assertThatThrownBy(() -> connect(variables)).isInstanceOf(Exception.class);

            jump.awaitNoSession();
        }
    }
}
