package io.dockplay.ssh;

import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.OpenSSHConfig;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The way to a host: what the inventory says of it, and where that says nothing, what ssh_config says.
 *
 * @param target what the inventory says
 * @param address where the host is, as a name or a number
 * @param port where sshd listens
 * @param user whom to log in as
 * @param keyFiles the keys that ssh_config names
 * @param onlyThese whether ssh_config wants no other key to be tried
 * @param jump the host to go through
 */
record Route(
        SshTarget target,
        String address,
        int port,
        String user,
        List<Path> keyFiles,
        boolean onlyThese,
        Optional<SshTarget> jump) {

    private static final int MOST_PORTS = 65_535;
    private static final Map<Path, ConfigRepository> CONFIGURATIONS = new ConcurrentHashMap<>();

    /**
     * The way to a host.
     *
     * @throws Unreachable when something on it is no port, no name or no file
     */
    static Route of(SshTarget target, Path configuration) throws Unreachable {
        String why;
        try {
            Route route = configured(target, configuration);
            why = route.flaw();
            if (why.isEmpty()) {
                return route;
            }
        } catch (RuntimeException e) {
            // JSch's reader throws what it happens to stumble over, such as a port that is no number.
            why = String.valueOf(e.getMessage());
        }
        throw new Unreachable(new Problem(
                "what " + configuration + " and ssh_jump say of the way to it cannot be followed: " + why,
                target.position(),
                Optional.empty(),
                "Look there for Host, HostName, Port, User, IdentityFile and ProxyJump."));
    }

    /** What on it cannot be; nothing for most. */
    private String flaw() {
        if (port > MOST_PORTS
                || jump.flatMap(SshTarget::port)
                        .filter(each -> each > MOST_PORTS || each < 1)
                        .isPresent()) {
            return "a port is at most " + MOST_PORTS;
        }
        return Stream.concat(Stream.of(address, user), jump.map(SshTarget::name).stream())
                        .anyMatch(each -> each.isEmpty() || each.chars().anyMatch(c -> c < ' '))
                ? "a name is empty, or holds a control character"
                : "";
    }

    private static Route configured(SshTarget target, Path configuration) {
        String called = target.address().orElse(target.name());
        ConfigRepository.Config configured = configuration(configuration).getConfig(called);
        String address = Optional.ofNullable(configured.getHostname())
                .map(written -> written.replace("%h", called))
                .orElse(called);
        int port = target.port().orElse(configured.getPort() > 0 ? configured.getPort() : 22);
        String user = target.user()
                .or(() -> Optional.ofNullable(configured.getUser()))
                .orElse(System.getProperty("user.name"));
        String[] files = configured.getValues("IdentityFile");
        List<Path> keyFiles = Stream.of(files == null ? new String[0] : files)
                .filter(file -> !file.equals("none"))
                .map(file -> SshTarget.path(file.replace("%d", System.getProperty("user.home"))
                        .replace("%h", address)
                        .replace("%r", user)))
                .toList();
        Optional<SshTarget> jump = target.jump()
                .or(() -> Optional.ofNullable(configured.getValue("ProxyJump")))
                .filter(text -> !text.equals("none"))
                .map(text -> jump(text, target))
                // Under "Host *" the jump host would otherwise be reached through itself.
                .filter(hop -> !(hop.name().equals(called) && hop.port().orElse(port) == port));
        return new Route(
                target, address, port, user, keyFiles, "yes".equals(configured.getValue("IdentitiesOnly")), jump);
    }

    /** The host to go through, {@code user@host:port}; of several the last, by way of those before it. */
    private static SshTarget jump(String text, SshTarget target) {
        int comma = text.lastIndexOf(',');
        String last = text.substring(comma + 1).strip();
        int at = last.lastIndexOf('@');
        String place = last.substring(at + 1);
        int colon = place.lastIndexOf(':');
        boolean withPort = colon > 0
                && place.substring(colon + 1).matches("[0-9]{1,5}")
                && (place.indexOf(':') == colon || place.charAt(colon - 1) == ']');
        String host = withPort ? place.substring(0, colon) : place;
        return new SshTarget(
                host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
                Optional.empty(),
                withPort ? Optional.of(Integer.valueOf(place.substring(colon + 1))) : Optional.empty(),
                at > 0 ? Optional.of(last.substring(0, at)) : Optional.empty(),
                Optional.empty(),
                target.privateKey(),
                false,
                comma > 0 ? Optional.of(text.substring(0, comma)) : Optional.empty(),
                target.knownHosts(),
                target.position());
    }

    private static ConfigRepository configuration(Path file) {
        return CONFIGURATIONS.computeIfAbsent(file, path -> {
            try {
                return Files.isReadable(path) ? OpenSSHConfig.parseFile(path.toString()) : OpenSSHConfig.parse("");
            } catch (IOException e) {
                return ConfigRepository.nullConfig;
            }
        });
    }

    /** The name under which known_hosts has it. */
    String knownAs() {
        return port == 22 ? address : "[" + address + "]:" + port;
    }

    /** {@code 192.0.2.7:22}. */
    String place() {
        return address + ":" + port;
    }
}
