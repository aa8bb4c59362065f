package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.ScriptResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a job when its processes, its run or its connection end. */
class KilledJobsTest extends JobsInThisShell {

    @Test
    void a_killed_job_ends_the_wait_with_an_unknown_code() throws Exception {
        Heard heard = new Heard();
        CompletableFuture<Replies> run = send(begin().conversation(), new HostMessage().job(gated("run-1")), heard);
        heard.begun.await();

        kill(inJob("process"));
        kill(inJob("script-process"));

        ScriptResult scriptResult = run.get().outcome().orElseThrow();
        assertThat(scriptResult.exitCode()).isEqualTo(ScriptResult.UNKNOWN);
        assertThat(scriptResult.ending()).hasToString("an unknown exit code: its process was killed");
        assertThat(scriptResult.stdout()).isEqualTo("begun\n");
    }

    @Test
    void a_script_that_goes_on_when_its_job_was_killed_is_waited_for() throws Exception {
        Heard heard = new Heard();
        CompletableFuture<Replies> run = send(begin().conversation(), new HostMessage().job(gated("run-1")), heard);
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
        CompletableFuture<Replies> run = send(begin().conversation(), new HostMessage().job(gated("run-1")), heard);
        heard.begun.await();

        kill(inJob("script-process"));

        assertThat(run.get().outcome().orElseThrow().ending()).hasToString("exit code 137, signal 9");
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
                send(begin(terminal, HostMessage.facts()).conversation(), new HostMessage().job(gated("run-1")), heard);
        heard.begun.await();

        kill(inJob("owner"));

        assertThatThrownBy(run::get).hasRootCauseInstanceOf(Unreachable.class);
    }

    @Test
    void nothing_but_the_job_outlives_a_run_that_was_killed() throws Exception {
        TestHost host = new TestHost(folder);
        Heard heard = new Heard();
        CompletableFuture<Replies> run =
                send(begin(host, HostMessage.facts()).conversation(), new HostMessage().job(gated("run-1")), heard);
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
                send(begin(deaf, HostMessage.facts()).conversation(), new HostMessage().job(gated("run-1")), heard);
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
        CompletableFuture<Replies> run = send(begin().conversation(), new HostMessage().job(gated("run-1")), heard);
        heard.begun.await();
        kill(inJob("owner"));
        assertThatThrownBy(run::get).hasRootCauseInstanceOf(Unreachable.class);

        Conversation.Begun next = begin();
        assertThat(next.replies().probeOutput().raw("left:jobs/run-1")).isEqualTo("running\n{}\n");
        openTheGate();
        ProbeOutput told = next.conversation()
                .exchange(HostMessage.awaitLeft(List.of("jobs/run-1")), Live.SILENT)
                .probeOutput();

        assertThat(told.text("left:jobs/run-1")).isEqualTo("0");
        assertThat(folder.resolve(".dockplay/jobs/run-1/script")).doesNotExist();
        assertThat(begin().replies().probeOutput().has("left:jobs/run-1")).isFalse();
        assertThat(begin(new TestHost(folder), HostMessage.awaitJob("run-1"))
                        .replies()
                        .probeOutput()
                        .text("code"))
                .isEqualTo("0");
    }
}
