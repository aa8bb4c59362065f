package io.dockplay.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a run connects, for all hosts alike.
 *
 * @param knownHosts the user's files of host keys that are trusted; new ones are added to the first
 * @param systemKnownHosts the files of host keys for all users of this machine
 * @param acceptNewHostKeys whether the keys of hosts that are in none of the files are trusted and added
 * @param connectTimeout how long a host may take until it has let us in and a shell has begun to answer
 * @param patience how long a host may be silent after that, although keep-alives ask it, before it is given up
 * @param configuration OpenSSH's configuration file of the user
 * @param systemConfiguration OpenSSH's configuration file for all users of this machine
 * @param keyFiles the private keys that are tried where none is named
 * @param agent the socket of the user's SSH agent
 * @param pause before a connection that a server has turned away is tried again; each next pause is twice as long
 */
public record SshOptions(
        List<Path> knownHosts,
        List<Path> systemKnownHosts,
        boolean acceptNewHostKeys,
        Duration connectTimeout,
        Duration patience,
        Path configuration,
        Path systemConfiguration,
        List<Path> keyFiles,
        Optional<Path> agent,
        Duration pause) {

    public SshOptions {
        knownHosts = List.copyOf(knownHosts);
        systemKnownHosts = List.copyOf(systemKnownHosts);
        keyFiles = List.copyOf(keyFiles);
    }

    /** The options that OpenSSH's client has without any configuration. */
    public static SshOptions usual() {
        Path folder = Path.of(System.getProperty("user.home"), ".ssh");
        return new SshOptions(
                List.of(folder.resolve("known_hosts"), folder.resolve("known_hosts2")),
                List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2")),
                false,
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                folder.resolve("config"),
                Path.of("/etc/ssh/ssh_config"),
                Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
                        .map(folder::resolve)
                        .toList(),
                Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                        .filter(socket -> !socket.isEmpty())
                        .map(Path::of),
                Duration.ofMillis(250));
    }

    /** These options with another connect timeout. */
    public SshOptions connectingWithin(Duration timeout) {
        return with(acceptNewHostKeys, timeout);
    }

    /** These options, which trust and add the keys of new hosts or do not. */
    public SshOptions acceptingNewHostKeys(boolean accept) {
        return with(accept, connectTimeout);
    }

    private SshOptions with(boolean accept, Duration timeout) {
        return new SshOptions(
                knownHosts,
                systemKnownHosts,
                accept,
                timeout,
                patience,
                configuration,
                systemConfiguration,
                keyFiles,
                agent,
                pause);
    }
}
