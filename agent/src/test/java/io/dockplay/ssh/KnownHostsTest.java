package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a known_hosts file says of a host's key, and what is learned. */
class KnownHostsTest extends KnownHostsFiles {

    @Test
    void a_name_is_hashed_where_ssh_config_wants_it_and_found_again() throws Exception {
        Path file = file("g KEY", 2222);
        KnownHosts.Places hashed = new KnownHosts.Places(List.of(file), List.of(), true);
        KnownHosts.read(hashed).check("Web.Example", true).check("Web.Example", key);

        assertThat(Files.readAllLines(file))
                .element(1)
                .asString()
                .startsWith("|1|")
                .endsWith(written);
        assertThat(verdict(Files.copy(file, folder.resolve("again")), "web.example"))
                .isEqualTo("OK");
        if (program("ssh-keygen").isPresent()) {
            assertThat(found(program("ssh-keygen").get(), file, "web.example")).containsExactly(2);
        }
    }

    @Test
    void a_revoked_key_is_told_as_one_and_is_never_learned() throws Exception {
        for (String text : List.of("@revoked * KEY", "* KEY;@revoked * KEY", "@revoked 127.0.0.1 KEY")) {
            try (TestServer server =
                    TestServer.start(folder, set -> set.setKeyPairProvider(KeyPairProvider.wrap(hostKey)))) {
                Path file = file(text, server.port());
                String before = Files.readString(file);
                KnownHosts.Check check = known(file).check("[127.0.0.1]:" + server.port(), true);

                assertThat(check.check("[127.0.0.1]:" + server.port(), key)).isNotEqualTo(HostKeyRepository.OK);
                assertThat(check.isRevoked()).isTrue();
                assertThat(Files.readString(file)).isEqualTo(before);
            }
        }
    }

    @Test
    void the_kinds_of_key_that_are_known_are_asked_for_first() throws Exception {
        Path file = file("*,!x ED25519;@cert-authority * OTHER;@revoked * KEY", 22);

        assertThat(known(file).check("h", false).getHostKey("h", null))
                .extracting(HostKey::getType)
                .containsExactly("ssh-ed25519");
        assertThat(known(file).check("x", false).getHostKey("x", null)).isEmpty();
    }

    @RepeatedTest(40)
    void any_file_is_read_and_trusts_nothing_that_it_does_not_name(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            String line = SEEN.get(random.nextInt(SEEN.size())).split(" \\| ", -1)[0];
            byte[] bytes = Files.readAllBytes(file(line, 22));
            for (int spoilt = 1 + random.nextInt(4); spoilt > 0 && bytes.length > 0; spoilt--) {
                bytes[random.nextInt(bytes.length)] = (byte)
                        (random.nextInt(3) == 0
                                ? random.nextInt(256)
                                : "|@*?!,[]: \t\r\n#=/+".charAt(random.nextInt(17)));
            }
            Path file = Files.write(Files.createTempFile(folder, "spoilt", ""), bytes);
            KnownHosts.Check check = known(file).check("h", false);
            int result = check.check("h", key);
            if (result == HostKeyRepository.OK) {
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .contains(written.substring(written.indexOf(' ') + 1));
            }
        }
    }
}
