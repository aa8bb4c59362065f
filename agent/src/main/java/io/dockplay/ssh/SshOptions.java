package io.dockplay.ssh;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is the same for all connections of a run.
 *
 * @param knownHosts the file of the host keys that are trusted
 * @param acceptNewHostKeys whether keys of hosts that are not in it are trusted and added
 * @param connectTimeout how long a host may take to answer
 * @param configuration OpenSSH's configuration file of the user
 */
public record SshOptions(Path knownHosts, boolean acceptNewHostKeys, Duration connectTimeout, Path configuration) {

    /** What OpenSSH's client does by itself. */
    public static SshOptions usual() {
        Path folder = Path.of(System.getProperty("user.home"), ".ssh");
        return new SshOptions(folder.resolve("known_hosts"), false, Duration.ofSeconds(20), folder.resolve("config"));
    }

    /** The same, that learns the keys of new hosts or not. */
    public SshOptions acceptingNewHostKeys(boolean accept) {
        return new SshOptions(knownHosts, accept, connectTimeout, configuration);
    }
}
