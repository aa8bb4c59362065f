package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.HostKeyRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.Test;

/** A known_hosts file is read as OpenSSH 9.2 reads it; where its programs are there, they are asked too. */
class KnownHostsLikeOpenSshTest extends KnownHostsFiles {

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
}
