package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are sent before the one before them was answered, to the real runtime.sh in a real shell. */
class MessagesAheadTest extends JobsInThisShell {

    private static final Script LOOK = Script.of("answer one; cat seen; answer two; printf '1\n\n2'; false");

    private Conversation conversation;

    @BeforeEach
    void a_conversation() throws Exception {
        Files.writeString(folder.resolve("seen"), "as it was\n");
        conversation = begin().conversation();
    }

    private Script look() {
        return Script.of("cd {}\n{}", folder, LOOK);
    }

    private ProbeOutput seen() throws Exception {
        return conversation
                .exchange(new HostMessage().probe(0, look()), Live.SILENT)
                .probes()
                .get(0);
    }

    private static HostMessage job(String name, Script script) {
        return new HostMessage().job(Job.of(name, script, "{}\n"));
    }

    private HostMessage touching(String name) {
        return job("run-" + name, Script.of("touch {}", folder.resolve(name))).ahead();
    }

    private Replies reply(HostMessage message) throws Exception {
        return conversation.next(message, Live.SILENT);
    }

    @Test
    void one_that_finds_all_as_expected_is_carried_out() throws Exception {
        ProbeOutput before = seen();
        HostMessage second = touching("second").probe(0, look());

        Replies first = conversation.exchange(
                job("run-1", Script.of("true")).proven(Script.NOTHING).expect(1, look(), before),
                List.of(second),
                Live.SILENT);
        Replies next = reply(second);

        assertThat(first.probes().get(1)).isEqualTo(before);
        assertThat(next.outcome()).hasValue(new ScriptResult(0, "", ""));
        assertThat(next.probes().get(0).raw("two")).isEqualTo("1\n\n2");
        assertThat(folder.resolve("second")).exists();
    }

    @Test
    void its_turn_keeps_no_other_run_waiting() throws Exception {
        Path turn = folder.resolve(".dockplay/job");
        HostMessage second = touching("second");
        HostMessage third = touching("third");
        conversation.exchange(job("run-1", Script.of("true")), List.of(second, third), Live.SILENT);
        reply(second);
        reply(third);
        assertThat(turn.toRealPath()).endsWithRaw(Path.of("jobs", "run-third"));

        Replies other = begin().conversation()
                .exchange(job("other", Script.of("cd {}; readlink .dockplay/job", folder)), Live.SILENT);
        assertThat(other.outcome()).hasValue(new ScriptResult(0, "jobs/other\n", ""));

        conversation.exchange(new HostMessage(), Live.SILENT);
        assertThat(Files.exists(turn, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void its_turn_ends_with_the_next_message() throws Exception {
        HostMessage second = touching("second");
        conversation.exchange(job("run-1", Script.of("true")), List.of(second), Live.SILENT);
        reply(second);
        assertThat(folder.resolve(".dockplay/job")).isSymbolicLink();

        seen();

        assertThat(Files.exists(folder.resolve(".dockplay/job"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void the_turn_is_taken_over_at_once_from_a_job_whose_process_lingers() throws Exception {
        HostMessage second = job("run-2", Script.of("""
                        sleep 20 >/dev/null 2>&1 4>&- &
                        identify $!
                        echo "$! $began" >"$home/job/script-process\"""")).ahead();
        HostMessage third = touching("third");
        AtomicBoolean waits = new AtomicBoolean();
        conversation.exchange(job("run-1", Script.of("true")), List.of(second, third), Live.SILENT);
        reply(second);

        Replies last = conversation.next(third, new Live() {
            @Override
            public void output(String text) {}

            @Override
            public void waiting() {
                waits.set(true);
            }
        });

        assertThat(last.outcome()).hasValue(new ScriptResult(0, "", ""));
        assertThat(waits).isFalse();
    }

    @Test
    void a_list_whose_end_was_torn_off_meanwhile_gets_its_newline() throws Exception {
        HostMessage second = job(
                        "run-2", Script.of("printf torn >>{}; echo odd >&2", folder.resolve(".dockplay/record")))
                .ahead();
        HostMessage third = touching("third");
        conversation.exchange(job("run-1", Script.of("true")), List.of(second, third), Live.SILENT);
        reply(second);
        reply(third);

        assertThat(folder.resolve(".dockplay/record")).hasContent("{}\n{}\ntorn\n{}\n");
    }

    @Test
    void what_is_not_as_expected_is_told_and_all_that_came_ahead_is_passed_over() throws Exception {
        ProbeOutput before = seen();
        HostMessage second = touching("second");
        HostMessage third = touching("third");

        Replies first = conversation.exchange(
                job("run-1", Script.of("echo changed >{}", folder.resolve("seen")))
                        .proven(Script.NOTHING)
                        .expect(1, look(), before),
                List.of(second, third),
                Live.SILENT);

        assertThat(first.probes().get(1).text("one")).isEqualTo("changed");
        assertThat(reply(second).outcome()).isEmpty();
        assertThat(reply(third).outcome()).isEmpty();
        assertThat(folder.resolve("second")).doesNotExist();
        assertThat(folder.resolve("third")).doesNotExist();
        // What is sent after the answers is carried out again.
        assertThat(conversation
                        .exchange(job("run-4", Script.of("true")), Live.SILENT)
                        .outcome())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "exit 3"})
    void nothing_that_came_ahead_of_a_failure_is_carried_out(String failing) throws Exception {
        Path script = Files.writeString(folder.resolve("failing"), failing);
        HostMessage second = touching("second");

        Replies first = conversation.exchange(
                job("run-1", Script.of(". {}", script)).proven(Script.NOTHING), List.of(second), Live.SILENT);

        assertThat(first.outcome().orElseThrow().exitCode()).isNotZero();
        assertThat(reply(second).outcome()).isEmpty();
        assertThat(folder.resolve("second")).doesNotExist();
    }

    @Test
    void nothing_is_carried_out_behind_a_change_that_ended_well_and_is_not_proven() throws Exception {
        HostMessage second = touching("second");

        conversation.exchange(
                job("run-1", Script.of("true")).proven(Script.of("test -e {}", folder.resolve("made"))),
                List.of(second),
                Live.SILENT);

        assertThat(reply(second).outcome()).isEmpty();
        assertThat(folder.resolve("second")).doesNotExist();
    }

    @Test
    void how_a_change_ended_is_kept_though_a_message_came_ahead_of_its_answer() throws Exception {
        HostMessage second = touching("second");
        conversation.exchange(job("run-1", Script.of("true")).proven(Script.NOTHING), List.of(second), Live.SILENT);
        reply(second);

        Conversation.Begun again = begin(new TestHost(folder), HostMessage.awaitJob("run-1"));
        assertThat(again.replies().probeOutput().text("code")).isEqualTo("0");
        assertThat(again.conversation()
                        .exchange(HostMessage.awaitJob("run-second"), Live.SILENT)
                        .probeOutput()
                        .text("code"))
                .isEqualTo("0");
    }

    @Test
    void an_output_that_a_shell_cannot_hold_or_that_is_long_or_late_is_not_expected_again() {
        assertThat(ExpectedOutput.canTell(output("short", 1))).isTrue();
        assertThat(ExpectedOutput.canTell(output("a\0b", 0))).isFalse();
        assertThat(ExpectedOutput.canTell(output("x".repeat(10_000), 0))).isFalse();
        assertThat(ExpectedOutput.canTell(output("", ProbeOutput.LATE))).isFalse();
    }

    private static ProbeOutput output(String text, int code) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        values.put("text", text.getBytes(StandardCharsets.UTF_8));
        return new ProbeOutput(values, code);
    }
}
