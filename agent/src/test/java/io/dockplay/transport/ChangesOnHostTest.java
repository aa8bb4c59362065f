package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.Content;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A change on the host: its attachments, its output, and a connection that is lost meanwhile. */
class ChangesOnHostTest extends TalksToThisShell {

    @Test
    void a_job_gets_its_attachments_and_tells_its_outcome() throws Exception {
        byte[] bytes = new byte[100_000];
        new java.util.Random(7).nextBytes(bytes);
        Path target = folder.resolve("target");
        Script script = Script.of("cp {} {}; echo said; echo complained >&2; exit 3", new Content(bytes), target);

        Replies replies = conversation.exchange(
                new HostMessage().job(job(script, "")).probe(1, Script.of("answer there; cat {}", target)),
                Live.SILENT);

        assertThat(replies.outcome()).hasValueSatisfying(scriptResult -> {
            assertThat(scriptResult.exitCode()).isEqualTo(3);
            assertThat(scriptResult.stdout()).isEqualTo("said\n");
            assertThat(scriptResult.stderr()).isEqualTo("complained\n");
        });
        assertThat(replies.probes().get(1).bytes("there"))
                .hasValueSatisfying(there -> assertThat(there).isEqualTo(bytes));
        assertThat(folder.resolve(".dockplay/job")).doesNotExist();
    }

    @Test
    void a_job_stops_at_the_first_command_that_fails() throws Exception {
        Path target = folder.resolve("target");

        Replies replies = conversation.exchange(
                new HostMessage().job(job(Script.of("false; touch {}", target), "")), Live.SILENT);

        assertThat(replies.outcome())
                .hasValueSatisfying(
                        scriptResult -> assertThat(scriptResult.exitCode()).isEqualTo(1));
        assertThat(target).doesNotExist();
    }

    @Test
    void what_a_job_writes_is_told_while_it_is_at_work() throws Exception {
        Path gate = folder.resolve("gate");
        StringBuilder heard = new StringBuilder();
        Live live = new Live() {
            @Override
            public void output(String text) {
                heard.append(text);
                try {
                    Files.writeString(gate, "open");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public void waiting() {}
        };

        // The job ends only when its first line has been heard.
        conversation.exchange(
                new HostMessage()
                        .job(job(Script.of("echo first; while [ ! -e {} ]; do sleep 0.1; done; echo last", gate), "")),
                live);

        assertThat(heard.toString()).isEqualTo("first\nlast\n");
    }

    @Test
    void a_daemon_that_a_job_leaves_behind_does_not_keep_it_from_ending() throws Exception {
        Path pid = folder.resolve("pid");

        Replies replies = conversation.exchange(
                new HostMessage().job(job(Script.of("sleep 60 & echo $! >{}", pid), "")), Live.SILENT);

        assertThat(replies.outcome())
                .hasValueSatisfying(
                        scriptResult -> assertThat(scriptResult.exitCode()).isZero());
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroy);
    }

    @Test
    void a_job_goes_on_when_the_connection_is_lost_and_is_waited_for_later() throws Exception {
        Path gate = folder.resolve("gate");
        Path done = folder.resolve("done");
        Script slow = Script.of("echo begun; while [ ! -e {} ]; do sleep 0.1; done; echo did; touch {}", gate, done);
        Live cut = new Live() {
            @Override
            public void output(String text) {
                conversation.close();
                host.close();
            }

            @Override
            public void waiting() {}
        };
        Job lost = job(slow, "{}\n");
        assertThatThrownBy(() -> conversation.exchange(new HostMessage().job(lost), cut))
                .isInstanceOf(Unreachable.class);

        begin();
        assertThat(facts.raw("left:jobs/" + lost.name())).isEqualTo("running\n{}\n");
        Files.writeString(gate, "open");
        ProbeOutput left = conversation
                .exchange(HostMessage.awaitJob(lost.name()), Live.SILENT)
                .probeOutput();

        assertThat(done).exists();
        assertThat(left.text("code")).isEqualTo("0");
        assertThat(left.raw("output")).isEqualTo("begun\ndid\n");
        assertThat(folder.resolve(".dockplay/job")).doesNotExist();
    }

    @Test
    void of_a_long_output_that_nobody_was_there_for_the_end_is_brought_later() throws Exception {
        Path job = Files.createDirectories(folder.resolve(".dockplay/jobs/mine"));
        Files.writeString(job.resolve("process"), "999999999 1\n"); // ended long ago
        Files.writeString(job.resolve("output"), "x".repeat(3_000_000) + "\nthe last words\n");
        Files.writeString(job.resolve("errors"), "few\n");
        Files.writeString(job.resolve("code"), "0\n");

        ProbeOutput left =
                conversation.exchange(HostMessage.awaitJob("mine"), Live.SILENT).probeOutput();

        assertThat(left.raw("output"))
                .hasSizeLessThan(Limits.OUTPUT + 100)
                .startsWith("[the first 902864 bytes are left out]\n")
                .endsWith("\nthe last words\n");
        assertThat(left.raw("errors")).isEqualTo("few\n");
    }
}
