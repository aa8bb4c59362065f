package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import io.dockplay.transport.SharedRoom;
import io.dockplay.transport.Unreachable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which keys a login tries. */
@Timeout(60)
class UserKeysTest {

    private final SshClient ssh = new SshClient(new SharedRoom());

    @TempDir
    Path folder;

    private void connect(Map<String, Object> variables) throws Unreachable {
        ssh.connect(
                        SshTarget.of("web1", variables, Optional.empty()),
                        TestServer.options(folder, Duration.ofSeconds(20)))
                .close();
    }

    private Path withPassphrase() throws Exception {
        Path file = folder.resolve("locked");
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);
        pair.writePrivateKey(file.toString(), "open sesame".getBytes(StandardCharsets.UTF_8));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Map<String, Object> withoutPassword(TestServer server) {
        Map<String, Object> variables = server.variables();
        variables.remove("ansible_password");
        return variables;
    }

    @Test
    void a_key_that_cannot_be_used_does_not_keep_the_next_one_from_being_tried() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Path usable = folder.resolve("usable");
            server.acceptKey(TestKeys.write(usable).getPublic());
            Files.writeString(folder.resolve("nonsense"), "this is no key");
            Files.writeString(
                    folder.resolve("config"),
                    "Host *\n  IdentityFile %s\n  IdentityFile %s\n  IdentityFile %s\n"
                            .formatted(withPassphrase(), folder.resolve("nonsense"), usable));

            connect(withoutPassword(server));
        }
    }

    @Test
    void a_refused_login_tells_what_was_tried_and_what_could_not_be() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Files.writeString(folder.resolve("config"), "Host *\n  IdentityFile %s\n".formatted(withPassphrase()));

            assertThatThrownBy(() -> connect(withoutPassword(server)))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            refused -> assertThat(refused.problem().what())
                                    .startsWith("the login as ops was refused (tried: ")
                                    .contains("locked (has a passphrase: ssh-add it)"));
        }
    }

    @Test
    void the_one_key_that_was_asked_for_must_be_usable() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Map<String, Object> variables = server.variables();
            variables.put("ansible_ssh_private_key_file", withPassphrase().toString());
            assertThatThrownBy(() -> connect(variables)).isInstanceOfSatisfying(Unreachable.class, refused -> {
                assertThat(refused.problem().what()).endsWith("has a passphrase, and the agent does not hold it");
                assertThat(refused.problem().advice()).startsWith("Give it to the agent: ssh-add ");
            });

            variables.put(
                    "ansible_ssh_private_key_file", folder.resolve("nowhere").toString());
            assertThatThrownBy(() -> connect(variables))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            refused -> assertThat(refused.problem().what()).startsWith("there is no private key "));
            assertThat(server.sessions()).isZero();
        }
    }

    @Test
    void a_key_that_others_can_read_is_not_used_as_by_openssh() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Path open = folder.resolve("open");
            server.acceptKey(TestKeys.write(open).getPublic());
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
            Files.writeString(folder.resolve("config"), "Host *\n  IdentityFile %s\n".formatted(open));
            Map<String, Object> variables = withoutPassword(server);
            variables.put("ansible_ssh_private_key_file", open.toString());
            assertThatThrownBy(() -> connect(variables)).isInstanceOfSatisfying(Unreachable.class, refused -> {
                assertThat(refused.problem().what())
                        .endsWith("the private key " + open
                                + " is not used: others can read it (its permissions are 0640)");
                assertThat(refused.problem().advice()).isEqualTo("As in OpenSSH only its owner may: chmod 600 " + open);
            });
            assertThat(server.sessions()).isZero();

            assertThatThrownBy(() -> connect(withoutPassword(server)))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            refused -> assertThat(refused.problem().what())
                                    .contains("open (others can read it: chmod 600)"));
        }
    }

    @Test
    void a_configuration_that_everybody_may_change_is_refused_as_by_openssh() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Path configuration = Files.writeString(folder.resolve("config"), "Host *\n  ProxyJump eve@192.0.2.1\n");
            Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--rw-"));

            assertThatThrownBy(() -> connect(server.variables()))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            refused -> assertThat(refused.problem().what())
                                    .endsWith(configuration
                                            + " is not followed: everybody on this machine may change it"));
            assertThat(server.sessions()).isZero();
        }
    }

    @Test
    void a_first_centos_7_gets_its_rsa_signatures_only_as_ssh_rsa() {
        assertThat(LegacyAlgorithms.rsaUserKeysNeedThem("SSH-2.0-OpenSSH_6.6.1"))
                .isTrue();
        assertThat(LegacyAlgorithms.rsaUserKeysNeedThem("SSH-2.0-OpenSSH_7.4")).isFalse();
        assertThat(LegacyAlgorithms.areSpokenBy("SSH-2.0-OpenSSH_5.3")).isTrue();
        assertThat(LegacyAlgorithms.areSpokenBy("SSH-2.0-OpenSSH_6.6.1")).isFalse();
    }
}
