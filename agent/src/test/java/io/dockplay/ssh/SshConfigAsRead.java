package io.dockplay.ssh;

import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads an ssh_config file as dockplay and as the OpenSSH client of this machine do, in the words of ssh -G. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class SshConfigAsRead {

    static final Set<String> COMPARED = Set.of(
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

    static SshOptions options(Path configuration) {
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

    static SshTarget target(String asked) {
        int at = asked.indexOf('@');
        return SshTarget.of(
                asked.substring(at + 1),
                at > 0 ? Map.of("ansible_user", asked.substring(0, at)) : Map.of(),
                Optional.empty());
    }

    static String said(Path configuration, String asked) {
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
    static Set<String> lines(Path configuration, String asked) throws Unreachable {
        SshTarget target = target(asked);
        SshOptions options = options(configuration);
        Route route = Route.of(target, options, new ConfigFiles());
        ConfigReading read = ConfigReading.of(
                new ConfigFiles(),
                target.name(),
                target.user(),
                Optional.empty(),
                options,
                new LocalShell(Duration.ofSeconds(10))::told);
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

    static String joined(List<Path> files) {
        return files.isEmpty() ? "none" : files.stream().map(Path::toString).collect(Collectors.joining(" "));
    }

    static Optional<String> ssh() {
        return Stream.of("/usr/bin/ssh", "/usr/local/bin/ssh")
                .filter(path -> new File(path).canExecute())
                .findFirst();
    }

    static String saidByClient(String ssh, Path configuration, String asked) throws Exception {
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
    static List<String> run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said.lines().toList() : List.of();
    }
}
