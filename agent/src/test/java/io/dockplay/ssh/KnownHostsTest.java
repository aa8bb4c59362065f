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
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
            "[LOCALHOST]:PORT KEY | [localhost]:PORT | OK",
            "[localhost]:PORT OTHER | [LOCALHOST]:PORT | CHANGED",
            "[LOCAL*]:PORT KEY | [LocalHost]:PORT | OK",
            "*,![LOCALHOST]:PORT,!LOCALHOST KEY | [localhost]:PORT | UNKNOWN",
            "127.0.*,!127.0.0.1 KEY;127.0.0.1 OTHER | [127.0.0.1]:PORT | UNKNOWN",
            "[127.0.*]:PORT ED25519 | [127.0.0.1]:PORT | CHANGED",
            "127.0.* ED25519 | [127.0.0.1]:PORT | UNKNOWN",
            "*.x ED25519;a.x KEY | a.x | OK",
            "*.x ED25519 | a.x | CHANGED",
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
            "HASHED(H) KEY | h | UNKNOWN",
            "HASHED(H) KEY | H | UNKNOWN",
            "HASHED(h),g KEY | h | UNKNOWN",
            "g,HASHED(h) KEY | h | UNKNOWN",
            "!HASHED(h) KEY;h KEY | h | OK",
            "HASHED([localhost]:PORT) KEY | [LOCALHOST]:PORT | OK",
            "HASHED([localhost]:PORT) OTHER | [LOCALHOST]:PORT | CHANGED",
            "@revoked HASHED([localhost]:PORT) KEY;* KEY | [LOCALHOST]:PORT | REVOKED",
            "@revoked H* KEY;h KEY | h1 | REVOKED",
            "@cert-authority h KEY;h KEY | h | OK",
            "@cert-authority HASHED(h) OTHER;h OTHER | h | CHANGED",
            "@Revoked h KEY | h | UNKNOWN",
            "@revoked@x h KEY | h | UNKNOWN",
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
            "h UNPADDED | h | UNKNOWN",
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
        for (String host : List.of("h", "H", "g", "[127.0.0.1]:" + port, "[localhost]:" + port)) {
            lines = lines.replace("HASHED(" + host + ")", hashed(host));
        }
        lines = lines.replace(
                        "OTHER", "ecdsa-sha2-nistp256 " + Base64.getEncoder().encodeToString(other.getCompactData()))
                .replace("ED25519", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEf3oXzUVRMKnJyqvQHPzqu3nJ1rUTeWbEN8bm8QuQBh")
                .replace("UNPADDED", written.replace("=", ""))
                .replace("KEY", written)
                .replace(";", "\n");
        return Files.writeString(Files.createTempFile(folder, "known", ""), lines + "\n");
    }

    private static KnownHosts known(Path file) {
        return KnownHosts.read(new KnownHosts.Places(List.of(file), List.of(), false));
    }

    private String verdict(Path file, String host) {
        KnownHosts.Check check = known(file).check(host, false);
        return verdict(check, check.check(host, key));
    }

    private static String verdict(KnownHosts.Check check, int result) {
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

    private static Optional<String> ssh() {
        return program("ssh");
    }

    private static Optional<String> program(String name) {
        return List.of("/usr/bin/" + name, "/usr/local/bin/" + name).stream()
                .filter(path -> new File(path).canExecute())
                .findFirst();
    }

    /** What OpenSSH's client says of the server's key. */
    private static String asked(String ssh, String users, String systems, String host, int port, String checking)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ssh,
                "-F",
                "none",
                "-p",
                String.valueOf(port),
                "-o",
                "UserKnownHostsFile=" + users,
                "-o",
                "GlobalKnownHostsFile=" + systems,
                "-o",
                "StrictHostKeyChecking=" + checking,
                "-o",
                "BatchMode=yes",
                "-o",
                "UpdateHostKeys=no",
                "-o",
                "PubkeyAuthentication=no"));
        if (!host.startsWith("[")) {
            command.addAll(List.of("-o", "HostKeyAlias=" + host));
        }
        String to = host.startsWith("[") ? host.substring(1, host.indexOf(']')) : "127.0.0.1";
        command.addAll(List.of("nobody@" + to, "true"));
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
        return said.contains("key is known for") || said.contains("Permanently added")
                ? "UNKNOWN"
                : said.contains("Permission denied") ? "OK" : said;
    }

    /** Which lines of a file are about a host, as ssh-keygen -F finds them. */
    private static List<Integer> found(String keygen, Path file, String host) throws Exception {
        Process process = new ProcessBuilder(keygen, "-F", host, "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("# Host .* found: line [0-9]+.*"))
                .map(line -> Integer.valueOf(line.replaceFirst(".* found: line ([0-9]+).*", "$1")))
                .toList();
    }

    @Test
    void the_lines_that_ssh_keygen_finds_are_the_ones_that_count() throws Exception {
        Optional<String> keygen = program("ssh-keygen");
        List<String> otherwise = new ArrayList<>();
        for (String line : SEEN) {
            String[] words = line.replace("|1|no base64|", "\u0001").split(" \\| ", -1);
            Path file = file(words[0].replace("\u0001", "|1|no base64|"), 2222);
            String host = words[1].replace("PORT", "2222");
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            List<Integer> own = IntStream.rangeClosed(1, lines.size())
                    .filter(i -> KnownHost.read(lines.get(i - 1))
                            .filter(each -> each.names(host))
                            .isPresent())
                    .boxed()
                    .toList();
            // It looks for the name as it is written, where the client takes it in small letters; and it does not mind
            // a key
            // that is none.
            List<Integer> found = keygen.isEmpty()
                    ? own
                    : found(keygen.get(), file, host.toLowerCase(Locale.ROOT)).stream()
                            .filter(i -> KnownHost.read(lines.get(i - 1)).isPresent())
                            .toList();
            if (!found.equals(own)) {
                otherwise.add(line + ": " + own + ", and ssh-keygen " + found);
            }
        }
        assertThat(otherwise).isEmpty();
        assertThat(SEEN).hasSizeGreaterThan(90);
    }

    /** Asked to learn new keys, the client tells them from the others by what it says and by what it writes. */
    @Test
    void the_client_of_this_machine_takes_it_so_too_and_learns_what_is_learned_here() throws Exception {
        Optional<String> ssh = ssh();
        List<String> otherwise = new ArrayList<>();
        try (TestServer server =
                TestServer.start(folder, set -> set.setKeyPairProvider(KeyPairProvider.wrap(hostKey)))) {
            for (String line : SEEN) {
                String[] words = line.replace("|1|no base64|", "\u0001").split(" \\| ", -1);
                String host = words[1].replace("PORT", String.valueOf(server.port()));
                Path file = file(words[0].replace("\u0001", "|1|no base64|"), server.port());
                String before = Files.readString(file, StandardCharsets.ISO_8859_1);
                Path clients = Files.writeString(
                        Files.createTempFile(folder, "clients", ""), before, StandardCharsets.ISO_8859_1);
                boolean taken = words[2].equals("OK") || words[2].equals("UNKNOWN");
                boolean own = known(file).check(host, true).check(host, key) == HostKeyRepository.OK;
                String after = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (own != taken || after.equals(before) == words[2].equals("UNKNOWN")) {
                    otherwise.add(line + ": " + own + ", " + after.substring(before.length()));
                }
                // Without a client there are still our own words.
                if (ssh.isPresent()) {
                    String found = asked(ssh.get(), clients.toString(), "/dev/null", host, server.port(), "accept-new");
                    String learned = Files.readString(clients, StandardCharsets.ISO_8859_1);
                    if (!found.equals(words[2]) || !learned.equals(after)) {
                        otherwise.add(line + ", not " + found + ", learned: " + learned.substring(before.length()));
                    }
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }

    @Test
    void all_files_count_and_the_first_of_the_user_learns() throws Exception {
        Optional<String> ssh = ssh();
        // The user's two files and the two for all users, and the verdict.
        List<String> cases = List.of(
                " | h KEY | | | OK",
                " | | h KEY | | OK",
                " | | | * KEY | OK",
                "h OTHER | | h KEY | | OK",
                "h KEY | | h OTHER | | OK",
                " | | h OTHER | | CHANGED",
                " | h ED25519 | | | CHANGED",
                "h KEY | | | @revoked * KEY | REVOKED",
                "@revoked h KEY | | h KEY | | REVOKED",
                "g KEY | g OTHER | x* KEY | | UNKNOWN");
        List<String> otherwise = new ArrayList<>();
        try (TestServer server =
                TestServer.start(folder, set -> set.setKeyPairProvider(KeyPairProvider.wrap(hostKey)))) {
            for (String line : cases) {
                String[] words = line.split(" ?\\| ?", -1);
                List<Path> files = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    files.add(file(words[i], server.port()));
                }
                KnownHosts.Places places = new KnownHosts.Places(files.subList(0, 2), files.subList(2, 4), false);
                KnownHosts.Check check = KnownHosts.read(places).check("h", false);
                String found = verdict(check, check.check("h", key));
                String clients = ssh.isPresent()
                        ? asked(
                                ssh.get(),
                                files.get(0) + " " + files.get(1),
                                files.get(2) + " " + files.get(3),
                                "h",
                                server.port(),
                                "yes")
                        : found;
                if (!found.equals(words[4]) || !clients.equals(words[4])) {
                    otherwise.add(line + ": " + found + ", and the client " + clients);
                }
                if (words[4].equals("UNKNOWN")) {
                    KnownHosts.read(places).check("H", true).check("H", key);
                    assertThat(files.get(0)).content().endsWith("\nh " + written + "\n");
                }
                if (words[4].matches("CHANGED|REVOKED")) {
                    String told = check.getKnownHostsRepositoryID();
                    assertThat(Files.readString(Path.of(told))).as(line).containsAnyOf("h ", "* ");
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }

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
