package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a known_hosts file says of a host's key, as OpenSSH 9.2 takes it; where its client is there, it is asked too. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KnownHostsTest {

    /**
     * What OpenSSH's client said: the file (KEY is the host's key, OTHER and ED25519 are not), the host, and the verdict. Words are
     * parted by |, and ; ends a line of the file.
     */
    private static final List<String> SEEN = List.of(
            "h KEY | h | OK",
            "h OTHER | h | CHANGED",
            "h ED25519 | h | CHANGED",
            "h OTHER;h KEY | h | OK",
            "h ED25519;h OTHER;x KEY | h | CHANGED",
            " | h | UNKNOWN",
            "g KEY | h | UNKNOWN",
            "# h KEY | h | UNKNOWN",
            "#h KEY | h | UNKNOWN",
            "  h \t KEY a comment | h | OK",
            "h KEY a comment\r;g KEY\r | h | OK",
            "h KEY\r | h | OK",
            "\r;\r;h KEY | h | OK",
            "a,h,b KEY | h | OK",
            "a,h KEY | hh | UNKNOWN",
            ",h, KEY | h | OK",
            "H KEY | h | OK",
            "h KEY | H | OK",
            "* KEY | h | OK",
            "* KEY | [127.0.0.1]:PORT | OK",
            "h? KEY | h1 | OK",
            "h? KEY | h | UNKNOWN",
            "*.example KEY | a.b.example | OK",
            "*.example KEY | example | UNKNOWN",
            "a*c*e KEY | abcde | OK",
            "a*c*e KEY | abcdef | UNKNOWN",
            "*.x,!a.x KEY | a.x | UNKNOWN",
            "!a.x,*.x KEY | a.x | UNKNOWN",
            "*.x,!a.x KEY | b.x | OK",
            "!g KEY | h | UNKNOWN",
            "h.x KEY | hax | UNKNOWN",
            "[h] KEY | h | UNKNOWN",
            "[127.0.0.1]:PORT KEY | [127.0.0.1]:PORT | OK",
            "[127.0.0.1]:PORT OTHER | [127.0.0.1]:PORT | CHANGED",
            "[127.0.0.1]:2 KEY | [127.0.0.1]:PORT | UNKNOWN",
            "[127.0.0.?]:* KEY | [127.0.0.1]:PORT | OK",
            "127.0.0.1 KEY | [127.0.0.1]:PORT | OK",
            "127.0.0.1 OTHER | [127.0.0.1]:PORT | UNKNOWN",
            "127.0.0.* KEY | [127.0.0.1]:PORT | OK",
            "[127.0.0.1]:PORT OTHER;127.0.0.1 KEY | [127.0.0.1]:PORT | CHANGED",
            "HASHED(h) KEY | h | OK",
            "HASHED(h) KEY | H | OK",
            "HASHED(h) OTHER | h | CHANGED",
            "HASHED(g) KEY | h | UNKNOWN",
            "HASHED([127.0.0.1]:PORT) KEY | [127.0.0.1]:PORT | OK",
            "|1|no base64|x KEY | h | UNKNOWN",
            "@revoked * KEY | h | REVOKED",
            "@revoked * KEY | [127.0.0.1]:PORT | REVOKED",
            "@revoked * KEY;h KEY | h | REVOKED",
            "h KEY;@revoked * KEY | h | REVOKED",
            "h KEY;@revoked h KEY | h | REVOKED",
            "h KEY;@revoked HASHED(h) KEY | h | REVOKED",
            "h KEY;@revoked *,!h KEY | h | OK",
            "h KEY;@revoked g KEY | h | OK",
            "h KEY;@revoked * OTHER | h | OK",
            "h OTHER;@revoked * KEY | h | REVOKED",
            "[127.0.0.1]:PORT KEY;@revoked * KEY | [127.0.0.1]:PORT | REVOKED",
            "@revoked * OTHER | h | UNKNOWN",
            "@cert-authority * KEY | h | UNKNOWN",
            "@cert-authority * OTHER | h | UNKNOWN",
            "@cert-authority * OTHER;h KEY | h | OK",
            "@unheard-of h KEY | h | UNKNOWN",
            "@revoked;h KEY | h | OK",
            "h | h | UNKNOWN",
            "h ssh-ed25519 | h | UNKNOWN",
            "h ecdsa-sha2-nistp256 !!!! | h | UNKNOWN",
            "h ecdsa-sha2-nistp256 AAAA | h | UNKNOWN",
            "h 2048 65537 12345678901234567890 | h | UNKNOWN",
            "h broken;h KEY | h | OK");

    @TempDir
    Path folder;

    private KeyPair hostKey;
    private byte[] key;
    private String written;

    @BeforeEach
    void host_key() throws Exception {
        hostKey = TestServer.hostKey();
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(hostKey.getPublic());
        key = buffer.getCompactData();
        written = KeyUtils.getKeyType(hostKey) + " " + Base64.getEncoder().encodeToString(key);
    }

    private static String hashed(String host) throws Exception {
        byte[] salt = new byte[20];
        new Random(host.hashCode()).nextBytes(salt);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        byte[] hash = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
        return "|1|" + Base64.getEncoder().encodeToString(salt) + "|"
                + Base64.getEncoder().encodeToString(hash);
    }

    private Path file(String text, int port) throws Exception {
        ByteArrayBuffer other = new ByteArrayBuffer();
        other.putRawPublicKey(TestServer.hostKey().getPublic());
        String lines = text.replace("PORT", String.valueOf(port));
        for (String host : List.of("h", "g", "[127.0.0.1]:" + port)) {
            lines = lines.replace("HASHED(" + host + ")", hashed(host));
        }
        lines = lines.replace(
                        "OTHER", "ecdsa-sha2-nistp256 " + Base64.getEncoder().encodeToString(other.getCompactData()))
                .replace("ED25519", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEf3oXzUVRMKnJyqvQHPzqu3nJ1rUTeWbEN8bm8QuQBh")
                .replace("KEY", written)
                .replace(";", "\n");
        return Files.writeString(Files.createTempFile(folder, "known", ""), lines + "\n");
    }

    private static KnownHosts known(Path file) {
        return KnownHosts.of(new KnownHosts.Places(List.of(file), List.of()));
    }

    private String verdict(Path file, String host) {
        KnownHosts.Check check = known(file).check(host, false);
        int result = check.check(host, key);
        return check.isRevoked()
                ? "REVOKED"
                : switch (result) {
                    case HostKeyRepository.OK -> "OK";
                    case HostKeyRepository.CHANGED -> "CHANGED";
                    default -> "UNKNOWN";
                };
    }

    @Test
    void a_hosts_key_is_taken_for_what_openssh_takes_it() throws Exception {
        List<String> otherwise = new ArrayList<>();
        for (String line : SEEN) {
            String[] words = line.replace("|1|no base64|", "\u0001").split(" \\| ", -1);
            Path file = file(words[0].replace("\u0001", "|1|no base64|"), 2222);
            String found = verdict(file, words[1].replace("PORT", "2222"));
            if (!found.equals(words[2])) {
                otherwise.add(line + ", not " + found);
            }
        }
        assertThat(otherwise).isEmpty();
    }

    @Test
    void the_client_of_this_machine_takes_it_so_too() throws Exception {
        List<String> otherwise = new ArrayList<>();
        Optional<String> ssh = ssh();
        try (TestServer server =
                TestServer.start(folder, set -> set.setKeyPairProvider(KeyPairProvider.wrap(hostKey)))) {
            for (String line : SEEN) {
                String[] words = line.replace("|1|no base64|", "\u0001").split(" \\| ", -1);
                Path file = file(words[0].replace("\u0001", "|1|no base64|"), server.port());
                String host = words[1].replace("PORT", String.valueOf(server.port()));
                // Without a client there are still our own words, now with a port of every day.
                String found = ssh.isPresent() ? asked(ssh.get(), file, host, server.port()) : verdict(file, host);
                if (!found.equals(words[2])) {
                    otherwise.add(line + ", not " + found);
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }

    private static Optional<String> ssh() {
        return List.of("/usr/bin/ssh", "/usr/local/bin/ssh").stream()
                .filter(path -> new File(path).canExecute())
                .findFirst();
    }

    /** What OpenSSH's client says of the server's key. */
    private static String asked(String ssh, Path file, String host, int port) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ssh,
                "-F",
                "none",
                "-p",
                String.valueOf(port),
                "-o",
                "UserKnownHostsFile=" + file,
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "UpdateHostKeys=no",
                "-o",
                "PubkeyAuthentication=no"));
        if (!host.startsWith("[")) {
            command.addAll(List.of("-o", "HostKeyAlias=" + host));
        }
        command.addAll(List.of("nobody@127.0.0.1", "true"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (said.contains("REVOKED")) {
            return "REVOKED";
        }
        if (said.contains("HAS CHANGED")) {
            return "CHANGED";
        }
        return said.contains("key is known for") ? "UNKNOWN" : said.contains("Permission denied") ? "OK" : said;
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
