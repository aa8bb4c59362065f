package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs jobs by the real runtime.sh in a real shell, and ends all that they started. */
@Timeout(120)
abstract class JobsInThisShell {

    @TempDir
    Path folder;

    final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        Files.writeString(folder.resolve("gate"), "open");
        for (AutoCloseable each : open) {
            each.close();
        }
        awaitProcesses(0); // before the gate goes with the folder
    }

    Conversation.Begun begin() throws Exception {
        return begin(new TestHost(folder), HostMessage.facts());
    }

    Conversation.Begun begin(Connection host, HostMessage first) throws Exception {
        Conversation.Begun begun = Conversation.begin(host, Become.LOGIN_USER, first);
        open.add(0, host);
        open.add(0, begun.conversation());
        return begun;
    }

    /** A job that tells that it has begun, and ends with 0 when the gate is open. */
    Job gated(String name) {
        Script script = Script.of(
                "echo begun; while [ ! -e {} ]; do sleep 0.1; done; echo ended; touch {}",
                folder.resolve("gate"),
                folder.resolve(name + "-done"));
        return Job.of(name, script, "{}\n");
    }

    void openTheGate() throws IOException {
        Files.writeString(folder.resolve("gate"), "open");
    }

    CompletableFuture<Replies> send(Conversation conversation, HostMessage message, Live live) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return conversation.exchange(message, live);
            } catch (Unreachable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static final class Heard implements Live {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch waits = new CountDownLatch(1);

        @Override
        public void output(String text) {
            begun.countDown();
        }

        @Override
        public void waiting() {
            waits.countDown();
        }
    }

    Path inJob(String file) {
        return folder.resolve(".dockplay/job/" + file);
    }

    static void kill(Path file) throws Exception {
        String pid = Files.readString(file).strip().replaceFirst(" .*", "");
        assertThat(new ProcessBuilder("kill", "-KILL", pid).start().waitFor()).isZero();
    }

    /** The processes that began in this host's home folder. */
    List<String> processes() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(each -> each.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                try {
                    if (Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains("HOME=" + folder)) {
                        found.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                                .replace('\0', ' '));
                    }
                } catch (IOException e) {
                    // It has ended meanwhile, or is another user's.
                }
            }
        }
        return found;
    }

    void awaitProcesses(int count) throws Exception {
        while (processes().size() > count) {
            Thread.onSpinWait();
        }
    }

    /** A host that one can stop listening to, as an sshd does that is killed. */
    static final class Deaf implements Connection {

        private final Path home;
        private Optional<Process> process = Optional.empty();

        Deaf(Path home) {
            this.home = home;
        }

        void stopListening() throws IOException {
            process.orElseThrow().getInputStream().close();
        }

        @Override
        public Channel start(String command, boolean terminal) throws Unreachable {
            try {
                Process started =
                        new ProcessBuilder("/bin/sh", "-c", "trap '' PIPE; " + TestHost.atHome(home, command)).start();
                process = Optional.of(started);
                return new Streams(null, started.getOutputStream(), started.getInputStream());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            process.ifPresent(Process::destroy);
        }
    }

    record Streams(Channel real, OutputStream stdin, InputStream stdout) implements Channel {

        @Override
        public void giveUp(IOException why) {
            close();
        }

        @Override
        public String stderr() {
            return "";
        }

        @Override
        public void close() {
            if (real != null) {
                real.close();
            }
        }
    }
}
