package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.Content;
import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real runtime.sh in a real shell, by the connection that needs no network. */
@Timeout(60)
class ConversationTest {

    private static final AtomicInteger JOBS = new AtomicInteger();

    @TempDir
    Path folder;

    private TestHost host;
    private Conversation conversation;
    private ProbeOutput facts;

    @BeforeEach
    void begin() throws Exception {
        host = new TestHost(folder);
        Conversation.Begun begun = Conversation.begin(host, Become.LOGIN_USER, Message.facts());
        conversation = begun.conversation();
        facts = begun.replies().probeOutput();
    }

    @AfterEach
    void end() {
        conversation.close();
        host.close();
    }

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
                new Message()
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
                .exchange(new Message().probe(0, stuck, Optional.of(1)).probe(1, after, Optional.of(60)), Live.SILENT)
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
                .exchange(new Message().probe(0, look).probe(1, look, Optional.of(60)), Live.SILENT)
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
    void a_job_gets_its_attachments_and_tells_its_outcome() throws Exception {
        byte[] bytes = new byte[100_000];
        new java.util.Random(7).nextBytes(bytes);
        Path target = folder.resolve("target");
        Script script = Script.of("cp {} {}; echo said; echo complained >&2; exit 3", new Content(bytes), target);

        Replies replies = conversation.exchange(
                new Message().job(job(script, "")).probe(1, Script.of("answer there; cat {}", target)), Live.SILENT);

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

        Replies replies =
                conversation.exchange(new Message().job(job(Script.of("false; touch {}", target), "")), Live.SILENT);

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
                new Message()
                        .job(job(Script.of("echo first; while [ ! -e {} ]; do sleep 0.1; done; echo last", gate), "")),
                live);

        assertThat(heard.toString()).isEqualTo("first\nlast\n");
    }

    @Test
    void a_daemon_that_a_job_leaves_behind_does_not_keep_it_from_ending() throws Exception {
        Path pid = folder.resolve("pid");

        Replies replies = conversation.exchange(
                new Message().job(job(Script.of("sleep 60 & echo $! >{}", pid), "")), Live.SILENT);

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
        assertThatThrownBy(() -> conversation.exchange(new Message().job(lost), cut))
                .isInstanceOf(Unreachable.class);

        begin();
        assertThat(facts.raw("left:jobs/" + lost.name())).isEqualTo("running\n{}\n");
        Files.writeString(gate, "open");
        ProbeOutput left = conversation
                .exchange(Message.awaitJob(lost.name()), Live.SILENT)
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
                conversation.exchange(Message.awaitJob("mine"), Live.SILENT).probeOutput();

        assertThat(left.raw("output"))
                .hasSizeLessThan(Limits.OUTPUT + 100)
                .startsWith("[the first 902864 bytes are left out]\n")
                .endsWith("\nthe last words\n");
        assertThat(left.raw("errors")).isEqualTo("few\n");
    }

    @Test
    void the_record_gets_a_line_before_the_change_and_goes_when_nothing_is_left() throws Exception {
        conversation.exchange(new Message().job(job(Script.of("exit 1"), "{\"label\":\"it's\"}\n")), Live.SILENT);
        ProbeOutput recorded =
                conversation.exchange(Message.record(), Live.SILENT).probeOutput();
        conversation.exchange(Message.forget(17, "", "", true, List.of()), Live.SILENT);

        assertThat(recorded.raw("record")).isEqualTo("{\"label\":\"it's\"}\n");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void what_the_record_said_is_told_later_until_all_is_forgotten() throws Exception {
        conversation.exchange(new Message().job(job(Script.of("exit 0"), "{\"label\":\"a\"}\n")), Live.SILENT);
        conversation.exchange(Message.forget(14, "", "{\"past\":1}\n", false, List.of()), Live.SILENT);
        ProbeOutput told = conversation.exchange(Message.history(), Live.SILENT).probeOutput();
        assertThat(told.raw("record")).isEmpty();
        assertThat(told.raw("history")).isEqualTo("{\"past\":1}\n");
        assertThat(folder.resolve(".dockplay")).isDirectoryNotContaining("glob:**/{record,kept,places,job,jobs}");

        Files.writeString(folder.resolve(".dockplay/history"), "x".repeat(50) + "\n" + "y\n".repeat(600_000) + "torn");
        conversation.exchange(Message.forget(0, "", "last\n", false, List.of()), Live.SILENT);
        assertThat(Files.readString(folder.resolve(".dockplay/history")))
                .hasSizeLessThan(530_000)
                .startsWith("y\n")
                .endsWith("y\ntorn\nlast\n");

        conversation.exchange(Message.forget(0, "", "", true, List.of()), Live.SILENT);
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void a_torn_last_line_of_the_record_does_not_swallow_the_next_one() throws Exception {
        Files.createDirectories(folder.resolve(".dockplay"));
        Files.writeString(folder.resolve(".dockplay/record"), "{\"label\":\"to");

        conversation.exchange(new Message().job(job(Script.of("exit 0"), "{\"label\":\"next\"}\n")), Live.SILENT);

        assertThat(folder.resolve(".dockplay/record")).hasContent("{\"label\":\"to\n{\"label\":\"next\"}\n");
    }

    @Test
    void the_record_is_shortened_without_losing_what_was_added_meanwhile() throws Exception {
        Files.createDirectories(folder.resolve(".dockplay"));
        Files.writeString(folder.resolve(".dockplay/record"), "one\ntwo\nadded\n");

        conversation.exchange(Message.shorten(8, "two\n"), Live.SILENT);

        assertThat(folder.resolve(".dockplay/record")).hasContent("two\nadded\n");
        assertThat(folder.resolve(".dockplay/job")).doesNotExist();
    }

    @Test
    void what_was_kept_of_a_file_that_was_given_back_goes() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "1");
        Path two = Files.writeString(folder.resolve("two"), "2");
        Script change = Script.of("keep {}; keep_not {}", one, two);
        conversation.exchange(new Message().job(job(change, "a\nb\n")), Live.SILENT);
        Path kept = Path.of(look(Script.of("answer kept; kept {}", one)).text("kept"));
        assertThat(kept).hasContent("1");
        assertThat(folder.resolve(".dockplay/unkept")).hasContent(two + "\n");

        conversation.exchange(Message.forget(4, "b\n", "", true, List.of(one.toString(), two.toString())), Live.SILENT);

        assertThat(kept).doesNotExist();
        assertThat(folder.resolve(".dockplay/unkept")).isEmptyFile();
        assertThat(folder.resolve(".dockplay/record")).content().startsWith("b\n");
    }

    @Test
    void a_file_over_10_mib_is_not_kept_and_the_record_says_so() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[10485761]);
        Script change = Script.of("keep {}; : >{}; keep {}", file, file, file);

        conversation.exchange(new Message().job(job(change, "{\"label\":\"x\",\"changes\":[]}\n")), Live.SILENT);

        assertThat(folder.resolve(".dockplay/kept")).doesNotExist();
        assertThat(Files.readString(folder.resolve(".dockplay/record")))
                .contains(
                        "{\"label\":\"x\",\"changes\":[{\"what\":\"former content\",\"from\":\"there\",\"to\":\"not kept\"}]}\n");
    }

    @Test
    void the_checksum_of_what_is_written_is_recorded_under_its_path() throws Exception {
        Path file = Files.writeString(folder.resolve("it's a \"file\""), "new\n");

        conversation.exchange(
                new Message().job(job(Script.of("writing {} {}", file, file), "{\"changes\":[]}\n")), Live.SILENT);

        assertThat(Files.readString(folder.resolve(".dockplay/record")))
                .contains("it's a \\\"file\\\"\",\"from\":\"\",\"to\":\"sha256:7aa7a5359173d05b");
    }

    @Test
    void the_first_former_content_of_a_file_is_kept() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "former");
        Script overwrite = Script.of("keep {}; echo new >{}", file, file);

        conversation.exchange(new Message().job(job(overwrite, "")), Live.SILENT);
        conversation.exchange(new Message().job(job(overwrite, "")), Live.SILENT);
        String kept = look(Script.of("answer kept; cat \"$(kept {})\"", file)).raw("kept");

        assertThat(kept).isEqualTo("former");
        assertThat(Files.readString(file)).isEqualTo("new\n");
    }

    @Test
    void a_shell_that_does_not_start_is_told_with_its_own_words() {
        Connection refusing = new Connection() {
            @Override
            public Channel start(String command, boolean terminal) throws Unreachable {
                return new LocalConnection(new SharedRoom()).start("echo 'ops is not in the sudoers file.' >&2; exit 1", terminal);
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> Conversation.begin(refusing, Become.ROOT, Message.facts()))
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

    private static Job job(Script script, String record) {
        return Job.of("run-" + JOBS.incrementAndGet(), script, record);
    }

    private ProbeOutput look(Script script) throws Unreachable {
        Map<Integer, ProbeOutput> probes = conversation
                .exchange(new Message().probe(0, script), Live.SILENT)
                .probes();
        assertThat(probes).containsKey(0);
        return probes.get(0);
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
