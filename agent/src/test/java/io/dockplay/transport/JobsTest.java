package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whose a job is: turns, waiting, and what the run that began it hears of it. */
class JobsTest extends JobsInThisShell {

    @Test
    void another_runs_live_job_is_waited_for_and_stays_its_own() throws Exception {
        Heard first = new Heard();
        CompletableFuture<Replies> one = send(begin().conversation(), new HostMessage().job(gated("one-1")), first);
        first.begun.await();

        Conversation.Begun second = begin();
        assertThat(second.replies().probeOutput().values().keySet()).noneMatch(name -> name.startsWith("left:"));
        Heard waiting = new Heard();
        Job quick = Job.of("two-1", Script.of("test -e {}", folder.resolve("one-1-done")), "");
        CompletableFuture<Replies> two = send(second.conversation(), new HostMessage().job(quick), waiting);
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
                begin(new Deaf(folder), HostMessage.facts()).conversation(),
                new HostMessage().job(Job.of("one-1", much, "")),
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
        Replies replies = begin().conversation().exchange(new HostMessage().job(two), Live.SILENT);

        assertThat(replies.outcome()).hasValue(new ScriptResult(0, "", ""));
        listens.countDown();
        assertThat(one.get().outcome().orElseThrow().stdout()).hasSize(1_000_000);
    }

    @Test
    void a_run_that_connects_again_gets_the_code_of_its_own_job_and_ends_the_old_runtime() throws Exception {
        Heard heard = new Heard();
        // The old runtime hears nothing of the lost connection: sshd still holds it.
        CompletableFuture<Replies> lost = send(begin().conversation(), new HostMessage().job(gated("run-1")), heard);
        heard.begun.await();

        CompletableFuture<Conversation.Begun> again = CompletableFuture.supplyAsync(() -> {
            try {
                return begin(new TestHost(folder), HostMessage.awaitJob("run-1"));
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
        first.exchange(new HostMessage().job(Job.of("run-1", Script.of("exit 3"), "")), Live.SILENT);

        ProbeOutput told = begin(new TestHost(folder), HostMessage.awaitJob("run-1"))
                .replies()
                .probeOutput();

        assertThat(told.text("code")).isEqualTo("3");
    }

    @Test
    void a_job_that_a_run_gives_up_before_the_host_has_heard_of_it_never_begins() throws Exception {
        Conversation late = begin().conversation();

        ProbeOutput told = begin(new TestHost(folder), HostMessage.awaitJob("run-1"))
                .replies()
                .probeOutput();
        Job job = Job.of("run-1", Script.of("touch {}", folder.resolve("never")), "");

        assertThat(told.has("code")).isFalse();
        assertThatThrownBy(() -> late.exchange(new HostMessage().job(job), Live.SILENT))
                .isInstanceOf(Unreachable.class);
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void what_an_earlier_dockplay_left_is_told_and_does_not_stop_a_change() throws Exception {
        Path left = Files.createDirectories(folder.resolve(".dockplay/job"));
        Files.writeString(left.resolve("pid"), "999999\n");
        Files.writeString(left.resolve("record"), "{}\n");
        Files.writeString(left.resolve("code"), "1\n");

        Conversation.Begun begun = begin();
        Replies replies = begun.conversation()
                .exchange(new HostMessage().job(Job.of("run-1", Script.of("echo done"), "")), Live.SILENT);

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
                both.add(send(conversation, new HostMessage().job(job), Live.SILENT)
                        .thenApply(replies -> {
                            send(conversation, HostMessage.forget(1000, "", "", true, List.of()), Live.SILENT)
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
}
