package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.Content;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.io.FilterOutputStream;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose a job is, and what becomes of it when processes, runs and connections end: the real runtime.sh in a real shell. */
@Timeout(120)
class JobsTest {

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        Files.writeString(folder.resolve("gate"), "open");
        for (AutoCloseable each : open) {
            each.close();
        }
        awaitProcesses(0); // before the gate goes with the folder
    }

    private Conversation.Begun begin() throws Exception {
        return begin(new TestHost(folder), Message.facts());
    }

    private Conversation.Begun begin(Connection host, Message first) throws Exception {
        Conversation.Begun begun = Conversation.begin(host, Become.LOGIN_USER, first);
        open.add(0, host);
        open.add(0, begun.conversation());
        return begun;
    }

    /** A job that tells that it has begun, and ends with 0 when the gate is open. */
    private Job gated(String name) {
        Script script = Script.of(
                "echo begun; while [ ! -e {} ]; do sleep 0.1; done; echo ended; touch {}",
                folder.resolve("gate"),
                folder.resolve(name + "-done"));
        return Job.of(name, script, "{}\n");
    }

    private void openTheGate() throws IOException {
        Files.writeString(folder.resolve("gate"), "open");
    }

    private CompletableFuture<Replies> send(Conversation conversation, Message message, Live live) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return conversation.exchange(message, live);
            } catch (Unreachable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static final class Heard implements Live {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch waits = new CountDownLatch(1);

        @Override
        public void output(String text) {
            begun.countDown();
        }

        @Override
        public void waiting() {
            waits.countDown();
        }
    }

    private Path inJob(String file) {
        return folder.resolve(".dockplay/job/" + file);
    }

    private static void kill(Path file) throws Exception {
        String pid = Files.readString(file).strip().replaceFirst(" .*", "");
        assertThat(new ProcessBuilder("kill", "-KILL", pid).start().waitFor()).isZero();
    }

    /** The processes that began in this host's home folder. */
    private List<String> processes() throws IOException {
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

    private void awaitProcesses(int count) throws Exception {
        while (processes().size() > count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void another_runs_live_job_is_waited_for_and_stays_its_own() throws Exception {
        Heard first = new Heard();
        CompletableFuture<Replies> one = send(begin().conversation(), new Message().job(gated("one-1")), first);
        first.begun.await();

        Conversation.Begun second = begin();
        assertThat(second.replies().probeOutput().values().keySet()).noneMatch(name -> name.startsWith("left:"));
        Heard waiting = new Heard();
        Job quick = Job.of("two-1", Script.of("test -e {}", folder.resolve("one-1-done")), "");
        CompletableFuture<Replies> two = send(second.conversation(), new Message().job(quick), waiting);
        waiting.waits.await();
        openTheGate();

        assertThat(one.get().outcome()).hasValue(new ScriptResult(0, "begun\nended\n", ""));
        assertThat(two.get().outcome()).hasValue(new ScriptResult(0, "", ""));
    }

    @Test
    void a_job_that_is_over_keeps_nobody_waiting_though_its_run_does_not_listen() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch listens = new CountDownLatch(1);
        Path over = folder.resolve("over");
        Script much = Script.of("head -c 1000000 /dev/zero | tr '\\0' x; touch {}", over);
        CompletableFuture<Replies> one = send(
                begin(new Deaf(folder), Message.facts()).conversation(),
                new Message().job(Job.of("one-1", much, "")),
                new Live() {
                    @Override
                    public void output(String text) {
                        begun.countDown();
                        try {
                            listens.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }

                    @Override
                    public void waiting() {}
                });

        begun.await();
        Job two = Job.of("two-1", Script.of("test -e {}", over), "");
        Replies replies = begin().conversation().exchange(new Message().job(two), Live.SILENT);

        assertThat(replies.outcome()).hasValue(new ScriptResult(0, "", ""));
        listens.countDown();
        assertThat(one.get().outcome().orElseThrow().stdout()).hasSize(1_000_000);
    }

    @Test
    void a_run_that_connects_again_gets_the_code_of_its_own_job_and_ends_the_old_runtime() throws Exception {
        Heard heard = new Heard();
        // The old runtime hears nothing of the lost connection: sshd still holds it.
        CompletableFuture<Replies> lost = send(begin().conversation(), new Message().job(gated("run-1")), heard);
        heard.begun.await();

        CompletableFuture<Conversation.Begun> again = CompletableFuture.supplyAsync(() -> {
            try {
                return begin(new TestHost(folder), Message.awaitJob("run-1"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(lost::get).hasRootCauseInstanceOf(Unreachable.class);
        openTheGate();

        ProbeOutput told = again.get().replies().probeOutput();
        assertThat(told.text("code")).isEqualTo("0");
        assertThat(told.raw("output")).isEqualTo("begun\nended\n");
    }

    @Test
    void the_code_of_a_job_is_kept_until_its_run_has_heard_it() throws Exception {
        Conversation first = begin().conversation();
        first.exchange(new Message().job(Job.of("run-1", Script.of("exit 3"), "")), Live.SILENT);

        ProbeOutput told =
                begin(new TestHost(folder), Message.awaitJob("run-1")).replies().probeOutput();

        assertThat(told.text("code")).isEqualTo("3");
    }

    @Test
    void a_job_that_a_run_gives_up_before_the_host_has_heard_of_it_never_begins() throws Exception {
        Conversation late = begin().conversation();

        ProbeOutput told =
                begin(new TestHost(folder), Message.awaitJob("run-1")).replies().probeOutput();
        Job job = Job.of("run-1", Script.of("touch {}", folder.resolve("never")), "");

        assertThat(told.has("code")).isFalse();
        assertThatThrownBy(() -> late.exchange(new Message().job(job), Live.SILENT))
                .isInstanceOf(Unreachable.class);
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void a_killed_job_ends_the_wait_with_an_unknown_code() throws Exception {
        Heard heard = new Heard();
        CompletableFuture<Replies> run = send(begin().conversation(), new Message().job(gated("run-1")), heard);
        heard.begun.await();

        kill(inJob("process"));
        kill(inJob("script-process"));

        ScriptResult scriptResult = run.get().outcome().orElseThrow();
        assertThat(scriptResult.exitCode()).isEqualTo(ScriptResult.UNKNOWN);
        assertThat(scriptResult.ending()).isEqualTo("an unknown exit code: its process was killed");
        assertThat(scriptResult.stdout()).isEqualTo("begun\n");
    }

    @Test
    void a_script_that_goes_on_when_its_job_was_killed_is_waited_for() throws Exception {
        Heard heard = new Heard();
        CompletableFuture<Replies> run = send(begin().conversation(), new Message().job(gated("run-1")), heard);
        heard.begun.await();

        kill(inJob("pid"));
        assertThat(begin().replies().probeOutput().values().keySet()).noneMatch(name -> name.startsWith("left:"));
        openTheGate();

        assertThat(run.get().outcome().orElseThrow().exitCode()).isEqualTo(ScriptResult.UNKNOWN);
        assertThat(folder.resolve("run-1-done")).exists();
    }

    @Test
    void a_killed_script_is_told_by_its_signal() throws Exception {
        Heard heard = new Heard();
        CompletableFuture<Replies> run = send(begin().conversation(), new Message().job(gated("run-1")), heard);
        heard.begun.await();

        kill(inJob("script-process"));

        assertThat(run.get().outcome().orElseThrow().ending()).isEqualTo("exit code 137, signal 9");
    }

    @Test
    void a_killed_runtime_ends_the_wait_on_a_terminal_too() throws Exception {
        TestHost host = new TestHost(folder);
        Connection terminal = new Connection() {
            private boolean refused;

            @Override
            public Channel start(String command, boolean wantsTerminal) throws Unreachable {
                if (!refused) {
                    refused = true;
                    return host.start("echo 'sudo: sorry, you must have a tty to run sudo' >&2", false);
                }
                return host.start(command, wantsTerminal);
            }

            @Override
            public void close() {
                host.close();
            }
        };
        Heard heard = new Heard();
        CompletableFuture<Replies> run =
                send(begin(terminal, Message.facts()).conversation(), new Message().job(gated("run-1")), heard);
        heard.begun.await();

        kill(inJob("owner"));

        assertThatThrownBy(run::get).hasRootCauseInstanceOf(Unreachable.class);
    }

    @Test
    void nothing_but_the_job_outlives_a_run_that_was_killed() throws Exception {
        TestHost host = new TestHost(folder);
        Heard heard = new Heard();
        CompletableFuture<Replies> run =
                send(begin(host, Message.facts()).conversation(), new Message().job(gated("run-1")), heard);
        heard.begun.await();

        kill(inJob("owner"));

        assertThatThrownBy(run::get).hasRootCauseInstanceOf(Unreachable.class);
        // The job, its script and that one's sleep.
        awaitProcesses(3);
        openTheGate();
        awaitProcesses(0);
    }

    @Test
    void nothing_but_the_job_outlives_a_connection_that_nobody_reads_any_more() throws Exception {
        Deaf deaf = new Deaf(folder);
        Heard heard = new Heard();
        CompletableFuture<Replies> run =
                send(begin(deaf, Message.facts()).conversation(), new Message().job(gated("run-1")), heard);
        heard.begun.await();

        deaf.stopListening();
        assertThatThrownBy(run::get).hasRootCauseInstanceOf(IOException.class);

        awaitProcesses(3);
        openTheGate();
        awaitProcesses(0);
    }

    @Test
    void what_a_killed_run_left_is_told_once_and_kept_for_it() throws Exception {
        Heard heard = new Heard();
        CompletableFuture<Replies> run = send(begin().conversation(), new Message().job(gated("run-1")), heard);
        heard.begun.await();
        kill(inJob("owner"));
        assertThatThrownBy(run::get).hasRootCauseInstanceOf(Unreachable.class);

        Conversation.Begun next = begin();
        assertThat(next.replies().probeOutput().raw("left:jobs/run-1")).isEqualTo("running\n{}\n");
        openTheGate();
        ProbeOutput told = next.conversation()
                .exchange(Message.awaitLeft(List.of("jobs/run-1")), Live.SILENT)
                .probeOutput();

        assertThat(told.text("left:jobs/run-1")).isEqualTo("0");
        assertThat(folder.resolve(".dockplay/jobs/run-1/script")).doesNotExist();
        assertThat(begin().replies().probeOutput().has("left:jobs/run-1")).isFalse();
        assertThat(begin(new TestHost(folder), Message.awaitJob("run-1"))
                        .replies()
                        .probeOutput()
                        .text("code"))
                .isEqualTo("0");
    }

    @Test
    void what_an_earlier_dockplay_left_is_told_and_does_not_stop_a_change() throws Exception {
        Path left = Files.createDirectories(folder.resolve(".dockplay/job"));
        Files.writeString(left.resolve("pid"), "999999\n");
        Files.writeString(left.resolve("record"), "{}\n");
        Files.writeString(left.resolve("code"), "1\n");

        Conversation.Begun begun = begin();
        Replies replies = begun.conversation()
                .exchange(new Message().job(Job.of("run-1", Script.of("echo done"), "")), Live.SILENT);

        assertThat(begun.replies().probeOutput().raw("left:job")).isEqualTo("1\n{}\n");
        assertThat(replies.outcome()).hasValue(new ScriptResult(0, "done\n", ""));
    }

    @Test
    void two_that_give_a_host_back_at_once_do_not_take_the_folder_from_each_other() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<ScriptResult>> both = new ArrayList<>();
            for (String run : List.of("one", "two")) {
                Job job = Job.of(run + "-" + round, Script.of("keep {}", folder.resolve("gate")), "{}\n");
                Conversation conversation = begin().conversation();
                both.add(send(conversation, new Message().job(job), Live.SILENT).thenApply(replies -> {
                    send(conversation, Message.forget(1000, "", "", true, List.of()), Live.SILENT)
                            .join();
                    return replies.outcome().orElseThrow();
                }));
            }
            for (CompletableFuture<ScriptResult> each : both) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(new ScriptResult(0, "", ""));
            }
        }
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void a_message_that_is_cut_off_anywhere_does_nothing_or_all_of_it() throws Exception {
        byte[] content = "0123456789\n".repeat(50).getBytes(StandardCharsets.US_ASCII);
        Path target = folder.resolve("target");
        Script script = Script.of("cat {} >{}", new Content(content), target);
        Message message = new Message().job(Job.of("cut", script, "{}\n"));
        int length = message.bytes().length;
        for (int cut = 1; cut < length; cut += length / 25) {
            Conversation conversation =
                    begin(new CutOff(folder, cut), Message.facts()).conversation();
            try {
                assertThat(conversation.exchange(message, Live.SILENT).outcome())
                        .hasValueSatisfying(scriptResult ->
                                assertThat(scriptResult.stderr()).contains("was not begun"));
            } catch (Unreachable e) {
                // The host did not understand as much as that.
            }
            awaitProcesses(0);
            assertThat(target).as("cut off after " + cut + " of " + length).doesNotExist();
            assertThat(folder.resolve(".dockplay/record")).doesNotExist();
        }
    }

    /** A host whose input ends after so many bytes of the second message. */
    private static final class CutOff implements Connection {

        private final LocalConnection local = new LocalConnection(new SharedRoom());
        private final Path home;
        private final int bytes;

        CutOff(Path home, int bytes) {
            this.home = home;
            this.bytes = bytes;
        }

        @Override
        public Channel start(String command, boolean terminal) throws Unreachable {
            Channel real = local.start(TestHost.atHome(home, command), terminal);
            OutputStream cut = new FilterOutputStream(real.stdin()) {
                private boolean first = true;

                @Override
                public void write(byte[] all, int offset, int length) throws IOException {
                    out.write(all, offset, first ? length : Math.min(length, bytes));
                    out.flush();
                    if (!first) {
                        out.close();
                    }
                    first = false;
                }
            };
            return new Streams(real, cut, real.stdout());
        }

        @Override
        public void close() {
            local.close();
        }
    }

    /** A host that one can stop listening to, as an sshd does that is killed. */
    private static final class Deaf implements Connection {

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

    private record Streams(Channel real, OutputStream stdin, InputStream stdout) implements Channel {

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
