package io.dockplay.fleet;

import io.dockplay.ssh.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;

/**
 * Many settled hosts behind one SSH server: each has an address of its own in 127.0.0.0/8, a line in known_hosts, and a runtime
 * that answers from memory.
 *
 * <p>The folder gets all that dockplay needs to log in: {@code hosts.ini}, {@code known_hosts}, {@code key}, {@code play.yml}.
 */
final class SimulatedFleet implements AutoCloseable {

    private static final int TASKS = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Answers answers;
    private final int hosts;
    private boolean together;
    private long last;
    private final List<Runnable> held = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger messages = new AtomicInteger();
    private long began;

    private SimulatedFleet(Path folder, int hosts, boolean together) {
        this.answers = new Answers(folder);
        this.hosts = hosts;
        this.together = together;
    }

    /**
     * Starts a fleet.
     *
     * @param together whether no host is probed before all are connected, so that all are there at the same time
     */
    static SimulatedFleet start(Path folder, int hosts, boolean together) throws Exception {
        SimulatedFleet fleet = new SimulatedFleet(folder, hosts, together);
        KeyPair hostKey = generated();
        SshServer server = fleet.server;
        server.setHost("0.0.0.0");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
        server.setCommandFactory((channel, command) -> new SimulatedHost(command, fleet));
        CoreModuleProperties.SOCKET_BACKLOG.set(server, 4096);
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(server, 100_000);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, Duration.ofMinutes(10));
        server.start();
        fleet.write(folder, hostKey);
        var unused = fleet.clock.scheduleWithFixedDelay(fleet::giveUpWaiting, 5, 5, TimeUnit.SECONDS);
        return fleet;
    }

    private static KeyPair generated() throws Exception {
        var generator = SecurityUtils.getKeyPairGenerator("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private void write(Path folder, KeyPair hostKey) throws Exception {
        StringBuilder inventory = new StringBuilder("[all:vars]\nansible_user=ops\n");
        inventory.append("ansible_port=").append(server.getPort()).append('\n');
        inventory
                .append("ansible_ssh_private_key_file=")
                .append(folder.resolve("key"))
                .append('\n');
        inventory
                .append("ssh_known_hosts=")
                .append(folder.resolve("known_hosts"))
                .append("\n\n[web]\n");
        StringBuilder known = new StringBuilder();
        String key = PublicKeyEntry.toString(hostKey.getPublic());
        for (int i = 1; i <= hosts; i++) {
            String address = "127.1." + i / 250 + "." + (i % 250 + 1);
            inventory.append("web%05d ansible_host=%s%n".formatted(i, address));
            known.append('[')
                    .append(address)
                    .append("]:")
                    .append(server.getPort())
                    .append(' ')
                    .append(key)
                    .append('\n');
        }
        Files.writeString(folder.resolve("hosts.ini"), inventory);
        Files.writeString(folder.resolve("known_hosts"), known);
        TestKeys.write(folder.resolve("key"));
        StringBuilder play = new StringBuilder("- hosts: all\n  become: false\n  tasks:\n");
        for (int i = 1; i <= TASKS; i++) {
            Path file = Files.writeString(folder.resolve("file-" + i), "content " + i);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            play.append("    - name: File ")
                    .append(i)
                    .append("\n      file: {path: ")
                    .append(file);
            play.append(", content: \"content ").append(i).append("\"}\n");
        }
        Files.writeString(folder.resolve("play.yml"), play);
    }

    Answers answers() {
        return answers;
    }

    /** How many messages have come. */
    int messages() {
        return messages.get();
    }

    /** A host has got a message, its first, second and so on, and is to answer. */
    void message(int number, Runnable answer) {
        messages.incrementAndGet();
        List<Runnable> now = List.of(answer);
        synchronized (this) {
            began = began == 0 ? System.nanoTime() : began;
            if (together && number == 2 && held.size() < hosts) {
                held.add(answer);
                last = System.nanoTime();
                if (held.size() < hosts) {
                    return;
                }
                now = List.copyOf(held);
            }
        }
        now.forEach(Runnable::run);
    }

    /** Lets those that are held go on, when no other one has come for so long that some must have failed. */
    private void giveUpWaiting() {
        List<Runnable> now;
        synchronized (this) {
            if (held.isEmpty() || held.size() >= hosts || System.nanoTime() - last < LONGEST_PAUSE.toNanos()) {
                return;
            }
            now = List.copyOf(held);
            together = false;
            held.clear();
        }
        now.forEach(Runnable::run);
    }

    /** A host's session has ended. */
    synchronized void ended() {
        ends.add(System.nanoTime());
    }

    /** How long the first half of the hosts took, and the second, in seconds; as far as they have ended. */
    synchronized List<Double> halves() {
        int half = ends.size() / 2;
        return ends.size() < 2
                ? List.of()
                : List.of((ends.get(half - 1) - began) / 1e9, (ends.get(ends.size() - 1) - ends.get(half - 1)) / 1e9);
    }

    synchronized int endedHosts() {
        return ends.size();
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        server.stop(true);
    }
}
