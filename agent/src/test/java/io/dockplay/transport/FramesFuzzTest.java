package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random bytes and mutated answers: they never hang, and throw nothing but what is documented.
 *
 * <p>Each test runs for a bounded time over seeds of its own; {@code -Ddockplay.seed=N} repeats one, and
 * {@code -Ddockplay.fuzz=SECONDS} gives them longer.
 */
@Timeout(600)
class FramesFuzzTest {

    private static final long SECONDS = Long.getLong("dockplay.fuzz", 2);

    private static final List<String> WORDS = List.of(
            "probe 0",
            "probe 1",
            "probe",
            "end 0 0",
            "end 1 127",
            "end",
            "end 0",
            "end job 0",
            "end job unknown",
            "end x y",
            "end 0 99999999999999",
            "end -1 -1",
            "answer x",
            "answer",
            "answer  ",
            "output",
            "errors",
            "pause",
            "waiting",
            "ready",
            "refused 1",
            "done",
            "done done",
            "noise",
            "end-of-stream",
            "",
            " ",
            "\u0000",
            "unheard of");

    private interface Attempt {

        void with(Random random) throws Exception;
    }

    private static void repeat(Attempt attempt) {
        Long only = Long.getLong("dockplay.seed");
        long first = only == null ? System.nanoTime() : only;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (long seed = first; System.nanoTime() < end && (only == null || seed == first); seed++) {
            try {
                attempt.with(new Random(seed));
            } catch (Exception | Error e) {
                fail("-Ddockplay.seed=" + seed, e);
            }
        }
    }

    /** Frames, halves of frames, text and bytes, with some bytes changed. */
    private static byte[] stream(Random random, String nonce) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int pieces = random.nextInt(30);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    byte[] noise = new byte[random.nextInt(200)];
                    random.nextBytes(noise);
                    bytes.writeBytes(noise);
                }
                case 1 ->
                    bytes.writeBytes(nonce.substring(0, random.nextInt(nonce.length() + 1))
                            .getBytes(StandardCharsets.UTF_8));
                case 2 -> bytes.write('\n');
                default ->
                    bytes.writeBytes(("\n" + nonce + " " + WORDS.get(random.nextInt(WORDS.size())) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = bytes.toByteArray();
        for (int i = random.nextInt(4); i > 0 && whole.length > 0; i--) {
            whole[random.nextInt(whole.length)] = (byte) random.nextInt(256);
        }
        return whole;
    }

    @Test
    void random_frames_end_in_a_bounded_number_of_frames_or_a_documented_exception() {
        repeat(random -> {
            String nonce = "0123456789abcdef0123456789abcdef";
            byte[] stream = stream(random, nonce);
            Frames frames = new Frames(new ByteArrayInputStream(stream), nonce, nonce);
            try (Room room = new Room(new SharedRoom(), Limits.MESSAGE)) {
                int read = 0;
                while (!frames.read(room).words().equals(List.of("end-of-stream"))) {
                    assertThat(++read).isLessThanOrEqualTo(stream.length + 1);
                }
            } catch (GivenUp documented) {
                assertThat(documented.problem().what()).isNotEmpty();
            }
        });
    }

    @Test
    void what_is_framed_comes_out_byte_for_byte_however_it_is_cut_on_the_way() {
        repeat(random -> {
            String nonce = "0123456789abcdef0123456789abcdef";
            byte[] content = new byte[random.nextInt(3000)];
            random.nextBytes(content);
            if (random.nextBoolean()) {
                byte[] almost = ("\n" + nonce + "!").getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(almost, 0, content, 0, Math.min(almost.length, content.length));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(("\n" + nonce + " answer x\n").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(content);
            bytes.writeBytes(("\n" + nonce + " done\n").getBytes(StandardCharsets.US_ASCII));
            Frames frames = new Frames(new InPieces(bytes.toByteArray(), random), nonce, nonce);
            try (Room room = new Room(new SharedRoom(), Limits.MESSAGE)) {
                Frames.Frame answer = frames.read(room);
                assertThat(answer.words()).containsExactly("answer", "x");
                assertThat(answer.content()).isEqualTo(content);
                assertThat(frames.read(room).kind()).isEqualTo("done");
            }
        });
    }

    @Test
    void a_conversation_with_a_host_that_sends_anything_ends_and_is_told() {
        Patience patience = Patience.of(Duration.ofSeconds(20));
        repeat(random -> {
            HostMessage message = new HostMessage().probe(0, Script.NOTHING).probe(1, Script.NOTHING);
            if (random.nextBoolean()) {
                message.job(Job.of("mine", Script.NOTHING, ""));
            }
            OddHost host = new OddHost(patience, to -> to.bytes(stream(random, to.nonce())));
            try {
                Conversation.Begun begun = Conversation.begin(host, Become.LOGIN_USER, message);
                begun.replies().probes().values().forEach(ProbeOutput::exitCode);
                begun.conversation().close();
            } catch (Unreachable documented) {
                assertThat(documented.problem().what()).isNotEmpty();
            } catch (BecomeRefused documented) {
                assertThat(documented.problem().what()).isNotEmpty();
            }
        });
    }

    @Test
    void facts_that_mean_nothing_are_facts_all_the_same() {
        List<String> names = List.of(
                "release",
                "os-release",
                "uname",
                "init",
                "addresses",
                "memory",
                "cpus",
                "selinux",
                "docker",
                "pending");
        repeat(random -> {
            java.util.Map<String, byte[]> values = new java.util.HashMap<>();
            for (String name : names) {
                byte[] value = new byte[random.nextInt(300)];
                random.nextBytes(value);
                if (random.nextInt(3) > 0) {
                    values.put(name, value);
                }
                if (random.nextInt(4) == 0) {
                    values.put(
                            name,
                            "NAME=\"\" release 99999999999 1 MemTotal: 99999999999999999999 kB"
                                    .getBytes(StandardCharsets.UTF_8));
                }
            }
            assertThat(MachineFacts.read(new ProbeOutput(values, 0)).kernel()).hasSizeLessThanOrEqualTo(256);
        });
    }

    /** A stream whose bytes come a few at a time. */
    private static final class InPieces extends ByteArrayInputStream {

        private final Random random;

        InPieces(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(50)));
        }

        @Override
        public void close() throws IOException {
            super.close();
        }
    }
}
