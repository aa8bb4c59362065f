package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.Position;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Unreachable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connections through a proxy command. */
class ProxyCommandTest extends ConnectsToTestServer {

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

            try (SshConnection connection = ssh.connect(target(Map.of("ansible_password", "secret")), options(true));
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

        assertThatThrownBy(() -> ssh.connect(target(Map.of("ansible_user", "x;touch " + folder + "/y")), options(true)))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        refused -> assertThat(refused.problem().what()).contains("proxycommand cannot be followed"));
        assertThat(folder.resolve("told")).doesNotExist();
    }
}
