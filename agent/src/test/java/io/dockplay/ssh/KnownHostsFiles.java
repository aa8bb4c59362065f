package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writes known_hosts files, and reads them as dockplay and as the OpenSSH programs of this machine do. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class KnownHostsFiles {

    /**
     * What OpenSSH's client said: the file (KEY is the host's key, OTHER and ED25519 are not), the host, and the verdict. Words are
     * parted by |, and ; ends a line of the file.
     */
    static final List<String> SEEN = List.of(
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
            "h LOOSE | h | UNKNOWN",
            "LOOSELY(h) KEY | h | UNKNOWN",
            "h broken;h KEY | h | OK");

    @TempDir
    Path folder;

    KeyPair hostKey;
    byte[] key;
    String written;

    @BeforeEach
    void host_key() throws Exception {
        hostKey = TestServer.hostKey();
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(hostKey.getPublic());
        key = buffer.getCompactData();
        written = KeyUtils.getKeyType(hostKey) + " " + Base64.getEncoder().encodeToString(key);
    }

    static String hashed(String host) throws Exception {
        byte[] salt = new byte[20];
        new Random(host.hashCode()).nextBytes(salt);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        byte[] hash = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
        return "|1|" + Base64.getEncoder().encodeToString(salt) + "|"
                + Base64.getEncoder().encodeToString(hash);
    }

    /** The same bytes in Base64, with a bit set behind the last of them; lenient decoders do not see it. */
    private static String loose(String base64) {
        int last = base64.indexOf('=') - 1;
        assertThat(last).as("the last digit of %s", base64).isPositive();
        return base64.substring(0, last) + (char) (base64.charAt(last) + 1) + base64.substring(last + 1);
    }

    Path file(String text, int port) throws Exception {
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
                .replace("LOOSELY(h)", loose(hashed("h")))
                .replace("LOOSE", loose(written))
                .replace("KEY", written)
                .replace(";", "\n");
        return Files.writeString(Files.createTempFile(folder, "known", ""), lines + "\n");
    }

    static KnownHosts known(Path file) {
        return KnownHosts.read(new KnownHosts.Places(List.of(file), List.of(), false));
    }

    String verdict(Path file, String host) {
        KnownHosts.Check check = known(file).check(host, false);
        return verdict(check, check.check(host, key));
    }

    static String verdict(KnownHosts.Check check, int result) {
        return check.isRevoked()
                ? "REVOKED"
                : switch (result) {
                    case HostKeyRepository.OK -> "OK";
                    case HostKeyRepository.CHANGED -> "CHANGED";
                    default -> "UNKNOWN";
                };
    }

    static Optional<String> ssh() {
        return program("ssh");
    }

    static Optional<String> program(String name) {
        return List.of("/usr/bin/" + name, "/usr/local/bin/" + name).stream()
                .filter(path -> new File(path).canExecute())
                .findFirst();
    }

    /** What OpenSSH's client says of the server's key. */
    static String asked(String ssh, String users, String systems, String host, int port, String checking)
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
    static List<Integer> found(String keygen, Path file, String host) throws Exception {
        Process process = new ProcessBuilder(keygen, "-F", host, "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("# Host .* found: line [0-9]+.*"))
                .map(line -> Integer.valueOf(line.replaceFirst(".* found: line ([0-9]+).*", "$1")))
                .toList();
    }
}
