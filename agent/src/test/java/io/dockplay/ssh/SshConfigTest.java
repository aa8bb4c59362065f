package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What ssh_config says of a host, as OpenSSH 9.2 takes it; where its client is there, it is asked too.
 *
 * <p>A file of {@code ssh-configs} begins with the hosts that are asked about, {@code #= user@host}, each with what {@code ssh -G}
 * says of it that it does not say without the file ({@code #: port 2222}), or {@code #: error}; {@code #! LINE TEXT} where dockplay
 * cannot do what ssh does, and says so. {@code #+ NAME} begins another file beside it. After a change,
 * {@code -Ddockplay.accept=true} writes what the client says.
 */
class SshConfigTest extends SshConfigAsRead {

    private static final Path CASES = Path.of("src/test/resources/ssh-configs");

    /** A file, the hosts that are asked about with what is expected, and where in it the configuration begins. */
    private record Case(Path file, Map<String, String> expected, String text) {

        static Case read(Path file) throws IOException {
            Map<String, String> expected = new LinkedHashMap<>();
            String host = "";
            String text = Files.readString(file);
            while (text.matches("(?s)#[=:!] .*")) {
                int end = text.indexOf('\n');
                String line = text.substring(3, end);
                if (text.startsWith("#=")) {
                    host = line;
                    expected.put(host, "");
                } else {
                    expected.merge(host, (text.startsWith("#!") ? "! " : "") + line + "\n", String::concat);
                }
                text = text.substring(end + 1);
            }
            return new Case(file, expected, text);
        }

        /** Writes the configuration to a folder; the name of its file. */
        Path into(Path folder) throws IOException {
            Path main = folder.resolve("config");
            Path to = main;
            StringBuilder text = new StringBuilder();
            for (String line : this.text.replace("DIR", folder.toString()).split("(?<=\n)", -1)) {
                if (line.startsWith("#+ ")) {
                    Files.writeString(to, text);
                    text.setLength(0);
                    to = folder.resolve(line.substring(3).strip());
                    Files.createDirectories(to.getParent());
                } else {
                    text.append(line);
                }
            }
            Files.writeString(to, text);
            return main;
        }
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                cases.add(Case.read(file));
            }
        }
        return cases;
    }

    @Test
    void a_configuration_is_read_as_by_openssh() throws Exception {
        List<String> otherwise = new ArrayList<>();
        for (Case each : cases()) {
            Path configuration = each.into(Files.createTempDirectory(folder, "case"));
            each.expected().forEach((host, expected) -> {
                String found = said(configuration, host);
                boolean asExpected = expected.startsWith("! ")
                        ? found.startsWith("! ")
                                && found.contains(expected.substring(2).strip().replaceFirst(" ", " ssh_config: "))
                        : expected.equals("error\n") ? found.startsWith("! ") : found.equals(expected);
                if (!asExpected) {
                    otherwise.add(each.file().getFileName() + ", " + host + ":\n" + expected + "but was\n" + found);
                }
            });
        }
        assertThat(otherwise).isEmpty();
        assertThat(cases()).hasSizeGreaterThan(100);
    }

    @Test
    void the_client_of_this_machine_reads_it_so_too() throws Exception {
        Optional<String> ssh = ssh();
        List<String> otherwise = new ArrayList<>();
        for (Case each : cases()) {
            Path configuration = each.into(Files.createTempDirectory(folder, "case"));
            StringBuilder head = new StringBuilder();
            for (Map.Entry<String, String> asked : each.expected().entrySet()) {
                String expected = asked.getValue();
                // Without a client there are still our own words; and where dockplay refuses, versions differ.
                String found = ssh.isPresent() && !expected.startsWith("! ")
                        ? saidByClient(ssh.get(), configuration, asked.getKey())
                        : expected;
                if (!found.equals(expected)) {
                    otherwise.add(
                            each.file().getFileName() + ", " + asked.getKey() + ":\n" + expected + "but was\n" + found);
                }
                head.append("#= ").append(asked.getKey()).append('\n');
                found.lines()
                        .forEach(line -> head.append(line.startsWith("! ") ? "#" : "#: ")
                                .append(line)
                                .append('\n'));
            }
            if (Boolean.getBoolean("dockplay.accept")) {
                Files.writeString(each.file(), head + each.text());
            }
        }
        if (!Boolean.getBoolean("dockplay.accept")) {
            assertThat(otherwise).isEmpty();
        }
    }

    @Test
    void tokens_stand_for_what_they_do_with_openssh() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), """
                Host web1
                  HostName a.%h
                  User ops
                  Port 2222
                  HostKeyAlias Web
                  IdentityFile /keys/%h_%n_%p_%r_%k_%%
                  IdentityFile ${HOME}/%u
                  IdentityFile %d/k
                  ProxyCommand true %h:%p:%n:%r:%%
                """);

        Route route = Route.of(target("web1"), options(file), new ConfigFiles());
        List<String> own = Stream.concat(
                        Stream.of("exec " + route.way().command().orElseThrow().text()),
                        route.keys().files().stream().map(Path::toString))
                .toList();

        assertThat(own)
                .containsExactly(
                        "exec true a.web1:2222:web1:ops:%",
                        "/keys/a.web1_web1_2222_ops_web_%",
                        System.getenv("HOME") + "/" + System.getProperty("user.name"),
                        System.getProperty("user.home") + "/k");
        if (ssh().isPresent()) {
            Process process = new ProcessBuilder(ssh().get(), "-v", "-F", file.toString(), "web1")
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches(".*(proxy command: |identity file (?!.*-cert ).*).*"))
                    .map(line -> line.replaceFirst(".*(proxy command: |identity file )", "")
                            .replaceFirst(" type -?[0-9]+$", ""))
                    .toList();
            assertThat(said).isEqualTo(own);
        }
    }
}
