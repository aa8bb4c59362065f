package io.dockplay.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Installs and starts a Docker engine on Debian, as root. It keeps running, so that the next start is fast. */
final class DebianEngine {
    private static final Path ROOT = Path.of("/var/lib/dockplay-lab");
    private static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private DebianEngine() {}

    static URI start(Consumer<String> progress) {
        if (!isDebian() || !isRoot()) {
            throw new LabUnavailable("no Docker engine answers on this machine\n"
                    + "  The lab's hosts are containers. Install Docker Engine or Docker Desktop"
                    + " (https://docs.docker.com/engine/install/), start it, and see that \"docker info\" works for you.\n"
                    + "  On Debian and Ubuntu, when run as root, dockplay installs and starts one by itself.");
        }
        if (!LocalCommand.exists("dockerd")) {
            progress.accept("installing a Docker engine (docker.io of this machine's Debian)");
            install("docker.io", "iptables");
            // With an init system, the package has started the engine already.
            if (Engine.find().isPresent()) {
                return URI.create("unix://" + SOCKET);
            }
        }
        progress.accept("starting a Docker engine; its data is in " + ROOT);
        launch();
        return URI.create("unix://" + SOCKET);
    }

    /** Installs Debian packages. It fetches the package lists first, because a fresh machine has none. */
    static void install(String... packages) {
        Map<String, String> quietly = Map.of("DEBIAN_FRONTEND", "noninteractive");
        Path log = Places.log("apt");
        LocalCommand.run("fetching the package lists", log, List.of("apt-get", "update", "-q"), quietly);
        List<String> command = new ArrayList<>(List.of("apt-get", "install", "-q", "-y", "--no-install-recommends"));
        command.addAll(Arrays.asList(packages));
        LocalCommand.run("installing " + String.join(", ", packages), log, command, quietly);
    }

    static boolean isDebian() {
        return Files.exists(Path.of("/etc/debian_version")) && LocalCommand.exists("apt-get");
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void launch() {
        Path log = ROOT.resolve("dockerd.log");
        try {
            Files.createDirectories(ROOT);
            // In a session of its own, so that Ctrl-C at the terminal does not reach the engine.
            Process daemon = new ProcessBuilder(
                            "setsid",
                            "dockerd",
                            "--data-root",
                            ROOT.resolve("data").toString(),
                            "--exec-root",
                            ROOT.resolve("exec").toString(),
                            "--pidfile",
                            ROOT.resolve("pid").toString(),
                            "--host",
                            "unix://" + SOCKET)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            await(daemon, log);
        } catch (IOException e) {
            throw new LabUnavailable("dockerd does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabUnavailable("interrupted while the Docker engine was starting", e);
        }
    }

    private static void await(Process daemon, Path log) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Engine.find().isEmpty()) {
            if (!daemon.isAlive() || System.nanoTime() > deadline) {
                throw new LabUnavailable("dockerd did not come up; its last words:\n" + LocalCommand.end(log)
                        + "\n  The whole log is in " + log);
            }
            Thread.sleep(200);
        }
    }
}
