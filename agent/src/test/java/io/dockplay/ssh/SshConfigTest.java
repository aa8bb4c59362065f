package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What ssh_config says of a host, as OpenSSH 9.2 takes it; where its client is there, it is asked too.
 *
 * <p>A file of {@code ssh-configs} begins with the hosts that are asked about, {@code #= user@host}, each with what {@code ssh -G}
 * says of it that it does not say without the file ({@code #: port 2222}), or {@code #: error}; {@code #! LINE TEXT} where dockplay
 * cannot do what ssh does, and says so. {@code #+ NAME} begins another file beside it. After a change,
 * {@code -Ddockplay.accept=true} writes what the client says.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SshConfigTest {

    private static final Path CASES = Path.of("src/test/resources/ssh-configs");

    private static final Set<String> COMPARED = Set.of(
            "hostname",
            "port",
            "user",
            "identityfile",
            "identitiesonly",
            "identityagent",
            "proxyjump",
            "proxycommand",
            "hostkeyalias",
            "userknownhostsfile",
            "globalknownhostsfile",
            "addressfamily",
            "hashknownhosts",
            "bindaddress",
            "pubkeyauthentication",
            "passwordauthentication",
            "kbdinteractiveauthentication",
            "preferredauthentications");

    @TempDir
    Path folder;

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

    private static SshOptions options(Path configuration) {
        return new SshOptions(
                List.of(Path.of("~/.ssh/known_hosts"), Path.of("~/.ssh/known_hosts2")),
                List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2")),
                false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                configuration,
                Path.of("/nowhere/at/all"),
                List.of(),
                Optional.of(Path.of("/agent")),
                Duration.ofMillis(1));
    }

    private static SshTarget target(String asked) {
        int at = asked.indexOf('@');
        return SshTarget.of(
                asked.substring(at + 1),
                at > 0 ? Map.of("ansible_user", asked.substring(0, at)) : Map.of(),
                Optional.empty());
    }

    private static String said(Path configuration, String asked) {
        try {
            Set<String> plain = lines(configuration.resolveSibling("empty"), asked);
            return lines(configuration, asked).stream()
                    .filter(line -> !plain.contains(line))
                    .map(line -> line.replace(System.getProperty("user.home"), "~") + "\n")
                    .collect(Collectors.joining());
        } catch (Unreachable told) {
            Problem problem = told.problem();
            return "! " + problem.where().map(where -> where.line() + " ").orElse("") + problem.what() + "\n";
        }
    }

    /** What a route says, in the words of ssh -G. */
    private static Set<String> lines(Path configuration, String asked) throws Unreachable {
        SshTarget target = target(asked);
        SshOptions options = options(configuration);
        Route route = Route.of(target, options, new ConfigFiles());
        ConfigReading read = ConfigReading.of(
                new ConfigFiles(),
                target.name(), target.user(), Optional.empty(), options, new LocalShell(Duration.ofSeconds(10))::told);
        Set<String> lines = new TreeSet<>(List.of(
                "hostname " + ConfigReading.small(route.address()),
                "port " + route.port(),
                "user " + route.user(),
                "identitiesonly " + (route.keys().onlyThese() ? "yes" : "no"),
                "addressfamily " + route.way().family().name().toLowerCase(java.util.Locale.ROOT),
                "hashknownhosts " + (route.hostKeys().hashed() ? "yes" : "no"),
                "userknownhostsfile " + joined(route.hostKeys().users()),
                "globalknownhostsfile " + joined(route.hostKeys().systems()),
                "passwordauthentication " + (read.says("passwordauthentication", true) ? "yes" : "no"),
                "kbdinteractiveauthentication " + (read.says("kbdinteractiveauthentication", true) ? "yes" : "no")));
        read.keys().forEach(line -> lines.add("identityfile " + line.only()));
        read.line("pubkeyauthentication")
                .ifPresent(
                        line -> lines.add("pubkeyauthentication " + line.only().replace("no", "false")));
        read.line("preferredauthentications").ifPresent(line -> lines.add("preferredauthentications " + line.only()));
        read.line("identityagent")
                .ifPresent(line -> lines.add("identityagent "
                        + route.keys().agent().map(Path::toString).orElse("none")));
        route.way().from().ifPresent(from -> lines.add("bindaddress " + from));
        if (route.hasAlias()) {
            lines.add("hostkeyalias " + route.knownAs());
        }
        if (route.way().command().isPresent()) {
            lines.add("proxycommand " + read.line("proxycommand").orElseThrow().rest());
        }
        route.jump()
                .ifPresent(any -> lines.add("proxyjump "
                        + read.line("proxyjump")
                                .orElseThrow()
                                .rest()
                                .split(" ", -1)[0]
                                .replace("ssh://", "")));
        return lines;
    }

    private static String joined(List<Path> files) {
        return files.isEmpty() ? "none" : files.stream().map(Path::toString).collect(Collectors.joining(" "));
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

    private static final List<String> BLOCKS = List.of(
            "Host web1",
            "Host web*",
            "Host * !web2",
            "Host=\"web1\" db1",
            "Host WEB1",
            "Host db?",
            "Match host web*",
            "Match host a.example,b.example",
            "Match host *.example,!b.example",
            "Match originalhost web1 user ops",
            "Match !user ops",
            "Match user ops,eve",
            "Match final all",
            "Match canonical host web1",
            "Match final host *.example",
            "Match exec \"test %h = a.example\"",
            "Match host web1 exec false",
            "Match all");

    private static final List<String> SETTINGS = List.of(
            "HostName a.example",
            "HostName=b.example # there",
            "HostName %h.example",
            "HostName A.EXAMPLE",
            "Port 2222",
            "Port=\"2200\"",
            "port ssh",
            "User ops",
            "User \"eve\"",
            "\tuser\t=\tann",
            "IdentityFile ~/.ssh/a",
            "IdentityFile \"/k/b c\"",
            "IdentityFile none",
            "IdentitiesOnly yes",
            "IdentitiesOnly=no",
            "ProxyJump gate",
            "ProxyJump ops@gate:2222,b",
            "ProxyJump none",
            "ProxyCommand nc \"%h\" %p # x",
            "ProxyCommand none",
            "HostKeyAlias Alias",
            "UserKnownHostsFile /k/%h_%p_%r /k/2",
            "UserKnownHostsFile none",
            "GlobalKnownHostsFile /g",
            "AddressFamily inet",
            "PreferredAuthentications password",
            "# a comment",
            "",
            "ForwardAgent yes",
            "Protocol 2",
            "IgnoreUnknown Nonsense",
            "Nonsense 1",
            "Port");

    private static String generated(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 2 + random.nextInt(14); i > 0; i--) {
            List<String> from = random.nextInt(3) == 0 ? BLOCKS : SETTINGS;
            // The last two of the settings are mistakes, and mostly left out.
            int bound = from.equals(SETTINGS) && random.nextInt(8) > 0 ? from.size() - 2 : from.size();
            text.append(from.get(random.nextInt(bound))).append(random.nextInt(9) == 0 ? " \r\n" : "\n");
        }
        return text.toString();
    }

    @Test
    void generated_configurations_are_read_as_by_the_client_of_this_machine() throws Exception {
        long seed = Long.getLong("dockplay.seed", 30);
        Random random = new Random(seed);
        List<String> otherwise = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("dockplay.configs", 40); i++) {
            String text = generated(random);
            Path file = Files.writeString(
                    Files.createTempDirectory(folder, "generated").resolve("config"), text);
            for (String asked : List.of("web1", "ops@db1")) {
                String own = said(file, asked).replaceFirst("(?s)^! .*", "error\n");
                // Without a client there is still that each leads somewhere, or is told.
                String clients = ssh().isPresent() ? saidByClient(ssh().get(), file, asked) : own;
                if (!own.equals(clients)) {
                    otherwise.add(
                            "seed " + seed + ", " + asked + " of\n" + text + "is\n" + own + "and for ssh\n" + clients);
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }

    private static Optional<String> ssh() {
        return Stream.of("/usr/bin/ssh", "/usr/local/bin/ssh")
                .filter(path -> new File(path).canExecute())
                .findFirst();
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

    private static String saidByClient(String ssh, Path configuration, String asked) throws Exception {
        List<String> lines = run(ssh, "-G", "-F", configuration.toString(), asked);
        List<String> plain = run(ssh, "-G", "-F", "none", asked);
        if (lines.isEmpty()) {
            return "error\n";
        }
        return lines.stream()
                .filter(line -> !plain.contains(line))
                .filter(line -> COMPARED.contains(line.split(" ", 2)[0]))
                .map(line -> line.replace(System.getProperty("user.home"), "~"))
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** What a command wrote; nothing when it failed. */
    private static List<String> run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said.lines().toList() : List.of();
    }
}
