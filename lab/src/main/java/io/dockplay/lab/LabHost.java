package io.dockplay.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One throw-away host.
 *
 * <p>Its sshd answers at {@link #port()} of this machine's loopback address; the port stays the same after a restart.
 */
public final class LabHost {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LAST_LINES = 12;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    /** Waits until the boot is complete. */
    private static final String BOOTED = """
            n=0
            while [ -d /run/systemd/system ] || [ -x /usr/libexec/lab/systemctl ]; do
              case $(/bin/systemctl is-system-running) in running | degraded) break ;; esac
              n=$((n + 1)); [ "$n" -lt 600 ] || exit 1
              sleep 0.1
            done
            cat /etc/ssh/ssh_host_*_key.pub
            """;

    private final Containers containers;
    private final String container;
    private final Release release;
    private final String name;
    private final int port;
    private final Path keyFile;
    private final List<String> hostKeys;

    LabHost(Containers containers, String container, Release release, String name, int port, Path keyFile) {
        this.containers = containers;
        this.container = container;
        this.release = release;
        this.name = name;
        this.port = port;
        this.keyFile = keyFile;
        awaitBanner();
        this.hostKeys = exec("sh", "-c", BOOTED)
                .orThrow()
                .lines()
                .map(line -> line.split(" ", -1))
                .map(words -> words[0] + " " + words[1])
                .toList();
    }

    /** Its host name, by which the other hosts of the lab reach it: c7-1, c6-1 … */
    public String name() {
        return name;
    }

    public Release release() {
        return release;
    }

    /** Whether its sshd knows only OpenSSH 5.3's algorithms. */
    public boolean isLegacy() {
        return release.isLegacy();
    }

    /** The port of its sshd on this machine; the address is 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The login user: an ordinary user with sudo. */
    public String user() {
        return "ops";
    }

    /** The password that sudo asks the login user for; empty when it asks for none. */
    public Optional<String> sudoPassword() {
        return release.sudoPassword();
    }

    /** The private key of the login user. */
    public Path keyFile() {
        return keyFile;
    }

    /** Its public host keys, each as "type base64". */
    public List<String> hostKeys() {
        return hostKeys;
    }

    /** Its address in the lab's network, as in the mirror's log. */
    public String address() {
        return containers.address(container);
    }

    /** Runs a command on it as root, without sshd. */
    public Execution exec(String... command) {
        return containers.run(container, List.of(command));
    }

    /** Returns its state now, to compare it with a former one. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(this);
    }

    /** Restarts it, and returns when sshd answers again. */
    public void restart() {
        containers.restart(container);
        awaitBanner();
        exec("sh", "-c", BOOTED).orThrow();
    }

    String container() {
        return container;
    }

    /** Returns when its sshd answers; throws with its last words when it has ended, or when it does not answer in time. */
    void awaitBanner() {
        long begin = System.nanoTime();
        long nextLook = begin;
        while (banner().isEmpty()) {
            long now = System.nanoTime();
            if (now >= nextLook) {
                containers.exitCode(container).ifPresent(code -> {
                    throw new LabUnavailable("lab host " + name + " has ended with exit code " + code
                            + "; its last words:\n" + lastWords());
                });
                nextLook = now + BETWEEN_LOOKS.toNanos();
            }
            if (now - begin > PATIENCE.toNanos()) {
                throw new LabUnavailable(
                        "lab host " + name + " does not come up: its sshd does not answer\n" + lastWords());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabUnavailable("interrupted while lab host " + name + " was coming up", e);
            }
        }
    }

    private String lastWords() {
        List<String> lines = containers.log(container).lines().toList();
        if (lines.isEmpty()) {
            return "  (none)";
        }
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
                .map(line -> "  " + COLOUR.matcher(line).replaceAll(""))
                .collect(Collectors.joining("\n"));
    }

    /** Returns the first line that its sshd sends; empty when it does not answer yet. */
    public String banner() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
            socket.setSoTimeout(2000);
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            String text = line.toString().strip();
            return text.startsWith("SSH-") ? text : "";
        } catch (IOException notYet) {
            return "";
        }
    }

    @Override
    public String toString() {
        return name + " (127.0.0.1:" + port + ")";
    }
}
