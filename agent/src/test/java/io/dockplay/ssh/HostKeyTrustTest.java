package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.Position;
import io.dockplay.transport.Unreachable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which host keys a connection accepts, refuses and learns. */
class HostKeyTrustTest extends ConnectsToTestServer {

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
}
