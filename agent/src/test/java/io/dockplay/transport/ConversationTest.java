package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a host answers: its facts, its probes, and why no shell starts. */
class ConversationTest extends TalksToThisShell {

    @Test
    void the_first_message_brings_the_facts() {
        Machine machine = MachineFacts.read(facts);

        assertThat(machine.kernel()).isNotEmpty();
        assertThat(machine.architecture())
                .isEqualTo(System.getProperty("os.arch").equals("amd64") ? "x86_64" : machine.architecture());
        assertThat(machine.cpus()).isPositive();
        assertThat(machine.memoryMiB()).isPositive();
    }

    @Test
    void an_answer_is_what_was_printed_byte_for_byte() throws Exception {
        byte[] bytes = new byte[2000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Path file = Files.write(folder.resolve("it's a \"file\""), bytes);

        ProbeOutput probeOutput = look(Script.of("answer content; cat {}; answer empty; answer line; echo text", file));

        assertThat(probeOutput.bytes("content"))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(bytes));
        assertThat(probeOutput.bytes("empty"))
                .hasValueSatisfying(empty -> assertThat(empty).isEmpty());
        assertThat(probeOutput.raw("line")).isEqualTo("text\n");
    }

    @Test
    void a_probe_with_a_syntax_error_does_not_disturb_the_next_one() throws Exception {
        Replies replies = conversation.exchange(
                new HostMessage()
                        .probe(0, new Script("answer x; if then (((", java.util.List.of()))
                        .probe(1, Script.of("answer y; read -r line || echo nothing to read")),
                Live.SILENT);

        assertThat(replies.probes().get(0).exitCode()).isNotZero();
        assertThat(replies.probes().get(1).text("y")).isEqualTo("nothing to read");
    }

    @Test
    void a_look_that_takes_longer_than_it_may_is_ended_with_all_that_it_started() throws Exception {
        Path pid = folder.resolve("pid");
        Script stuck = Script.of("answer said; echo before; sleep 100000 & echo $! >{}; wait; answer never", pid);
        Script after = Script.of("answer stat; cat \"/proc/$(cat {})/stat\"", pid);

        Map<Integer, ProbeOutput> looked = conversation
                .exchange(
                        new HostMessage().probe(0, stuck, Optional.of(1)).probe(1, after, Optional.of(60)), Live.SILENT)
                .probes();

        assertThat(looked.get(0).isLate()).isTrue();
        assertThat(looked.get(0).text("said")).isEqualTo("before");
        assertThat(looked.get(0).has("never")).isFalse();
        assertThat(looked.get(1).isLate()).isFalse();
        assertThat(looked.get(1).raw("stat")).matches("(?s)|.*\\) Z .*"); // gone, or only not asked for its code yet
    }

    @Test
    void a_look_with_a_time_of_its_own_is_as_any_other() throws Exception {
        Path file = Files.writeString(folder.resolve("it's"), "text\n");
        Script look = Script.of("answer text; cat {}; answer kept; kept /none; answer in; cat; exit 7", file);

        Map<Integer, ProbeOutput> looked = conversation
                .exchange(new HostMessage().probe(0, look).probe(1, look, Optional.of(60)), Live.SILENT)
                .probes();

        assertThat(looked.get(0).exitCode()).isEqualTo(7);
        assertThat(looked.get(1).exitCode()).isEqualTo(7);
        for (String name : List.of("text", "kept", "in")) {
            assertThat(looked.get(1).has(name)).isTrue();
            assertThat(looked.get(1).raw(name)).isEqualTo(looked.get(0).raw(name));
        }
    }

    @Test
    void a_probe_writes_nothing_on_the_host() throws Exception {
        look(Script.of("answer x; echo y"));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_shell_that_does_not_start_is_told_with_its_own_words() {
        Connection refusing = new Connection() {
            @Override
            public Channel start(String command, boolean terminal) throws Unreachable {
                return new LocalConnection(new SharedRoom())
                        .start("echo 'ops is not in the sudoers file.' >&2; exit 1", terminal);
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> Conversation.begin(refusing, Become.ROOT, HostMessage.facts()))
                .isInstanceOfSatisfying(
                        BecomeRefused.class,
                        refused -> assertThat(refused.problem().what())
                                .isEqualTo("the login user may not become root: ops is not in the sudoers file."));
    }

    @Test
    void the_reason_is_told_and_not_what_sudo_says_before_it() {
        String lecture = """

                We trust you have received the usual lecture from the local System
                Administrator. It usually boils down to these three things:

                """;

        assertThat(new BecomeRefused(lecture + "ops is not in the sudoers file.", Become.ROOT)
                        .problem()
                        .what())
                .isEqualTo("the login user may not become root: ops is not in the sudoers file.");
        assertThat(new BecomeRefused(lecture + "sudo: unable to open /var/db/sudo: Read-only file system", Become.ROOT)
                        .problem()
                        .what())
                .isEqualTo(
                        "no shell could be started as root: sudo: unable to open /var/db/sudo: Read-only file system");
    }

    @Test
    void who_sees_the_start_in_the_process_list_cannot_pose_as_the_runtime() throws Exception {
        ProbeOutput probeOutput = look(Script.of("""
                start=$(tr '\\0' '\\n' </proc/$$/cmdline | grep -o '[0-9a-f]\\{32\\}' | head -n 1)
                answer forged; printf '%s end 0 0\\n%s answer more\\n%s done\\n' "$start" "$start" "$start"
                answer start; echo "$start"
                answer seen; if tr '\\0' ' ' </proc/$$/cmdline | grep -qF "$nonce"; then echo yes; fi"""));

        String start = probeOutput.text("start");
        assertThat(start).matches("[0-9a-f]{32}");
        assertThat(probeOutput.raw("forged")).isEqualTo("X end 0 0\nX answer more\nX done\n".replace("X", start));
        assertThat(probeOutput.has("more")).isFalse();
        assertThat(probeOutput.text("seen")).isEmpty();
    }

    @Test
    void output_that_looks_almost_like_a_frame_is_only_output() throws Exception {
        String text = "\nend 0 0\n\n 0123456789abcdef done\n";

        assertThat(look(Script.of("answer x; printf %s {}", text)).raw("x")).isEqualTo(text);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}
