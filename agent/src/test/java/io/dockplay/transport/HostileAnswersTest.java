package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host may send once it knows the nonce: each of it is that host's failure, told with what was wrong. */
@Timeout(60)
class HostileAnswersTest {

    private static final String CHUNK = "x".repeat(64 << 10);

    private static final HostMessage LOOK = new HostMessage().probe(0, Script.NOTHING);

    private static String refusal(HostMessage message, OddHost host) {
        Throwable thrown = catchThrowable(() -> Conversation.begin(host, Become.LOGIN_USER, message));
        assertThat(thrown).isInstanceOf(Unreachable.class);
        return ((Unreachable) thrown).problem().what();
    }

    private static Replies replies(HostMessage message, OddHost.Conduct conduct) throws Exception {
        return Conversation.begin(OddHost.that(conduct), Become.LOGIN_USER, message)
                .replies();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "end x y",
                "end 0",
                "end",
                "end 0 ",
                "end 7 0",
                "end 0 99999999999",
                "answer",
                "made up words",
                "",
                " "
            })
    void a_frame_that_means_nothing_is_told_as_what_it_is(String words) {
        assertThat(refusal(
                        LOOK,
                        OddHost.that(to -> to.frame("probe 0").frame(words).frame("done"))))
                .isEqualTo("what the host sent makes no sense: \"" + words + "\"");
    }

    @Test
    void what_makes_no_sense_is_told_harmlessly_and_not_at_length() {
        String told = refusal(
                LOOK,
                OddHost.that(
                        to -> to.frame("\u001b]0;title\u0007" + "y".repeat(500)).frame("done")));

        assertThat(told)
                .startsWith("what the host sent makes no sense: \"?]0;title?yyy")
                .hasSizeLessThan(200);
    }

    @Test
    void a_frame_line_without_an_end_is_not_waited_for() {
        assertThat(refusal(LOOK, OddHost.that(to -> {
                    to.text("\n" + to.nonce() + " answer ");
                    while (true) {
                        to.text(CHUNK);
                    }
                })))
                .startsWith("what the host sent makes no sense: \"answer xxx");
    }

    @Test
    void the_same_look_is_not_answered_twice() {
        assertThat(refusal(LOOK, OddHost.that(to -> {
                    while (true) {
                        to.frame("probe 0").frame("end 0 0");
                    }
                })))
                .isEqualTo("what the host sent makes no sense: \"end 0 0\"");
    }

    @Test
    void a_million_frames_one_after_the_other_are_read_without_going_deeper() throws Exception {
        assertThat(replies(LOOK, to -> {
                    String frames = ("\n" + to.nonce() + " pause\n" + to.nonce() + " noise\n").repeat(1000);
                    for (int i = 0; i < 1000; i++) {
                        to.text(frames);
                    }
                    to.frame("done");
                }))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer x", "probe 0"})
    void an_answer_without_an_end_is_given_up(String frame) {
        assertThat(refusal(LOOK, OddHost.that(to -> {
                    to.frame(frame).frame("answer y");
                    while (true) {
                        to.text(CHUNK);
                    }
                })))
                .matches("the host sent more than \\d+ KiB in one answer|there is no memory for so long an answer.*");
    }

    @Test
    void answers_without_an_end_are_given_up() {
        assertThat(refusal(LOOK, OddHost.that(to -> {
                    for (int i = 0; ; i++) {
                        to.frame("answer " + i);
                    }
                })))
                .matches("the host sent more than \\d+ KiB in answer to one message|there is no memory .*");
    }

    @Test
    void a_huge_fact_is_given_up() {
        assertThat(refusal(HostMessage.facts(), OddHost.that(to -> {
                    to.frame("answer release").text(CHUNK.repeat(17)).frame("done");
                })))
                .isEqualTo("the host sent more than 1024 KiB in answer to one message");
    }

    @Test
    void what_one_host_is_refused_is_not_taken_from_the_next() throws Exception {
        for (int i = 0; i < 3; i++) {
            refusal(LOOK, OddHost.that(to -> {
                to.frame("probe 0").frame("answer x");
                while (true) {
                    to.text(CHUNK);
                }
            }));
        }

        // As long as what the module fetch brings at most.
        Replies fetched = replies(
                LOOK,
                to -> to.frame("probe 0")
                        .frame("answer x")
                        .text(CHUNK.repeat(160))
                        .frame("end 0 0")
                        .frame("done"));
        assertThat(fetched.probes().get(0).bytes("x"))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(10 << 20));
    }

    @Test
    void of_a_long_output_the_end_is_kept_and_the_cut_is_told() throws Exception {
        AtomicLong cut = new AtomicLong();
        AtomicLong heard = new AtomicLong();
        Live live = new Live() {
            @Override
            public void output(String text) {
                heard.addAndGet(text.length());
            }

            @Override
            public void waiting() {}

            @Override
            public void cut(long bytes) {
                cut.set(bytes);
            }
        };
        Conversation conversation = Conversation.begin(
                        OddHost.that(to -> {
                            to.frame("done");
                            for (int i = 0; i < 400; i++) {
                                to.frame("output").text(CHUNK + "\n").frame("pause");
                            }
                            to.frame("output").text("the last words\n").frame("pause");
                            to.frame("end job 3")
                                    .frame("probe 0")
                                    .frame("end 0 0")
                                    .frame("done");
                        }),
                        Become.LOGIN_USER,
                        LOOK)
                .conversation();

        ScriptResult scriptResult = conversation
                .exchange(
                        new HostMessage()
                                .job(Job.of("mine", Script.NOTHING, ""))
                                .probe(0, Script.NOTHING),
                        live)
                .outcome()
                .orElseThrow();

        assertThat(scriptResult.exitCode()).isEqualTo(3);
        assertThat(scriptResult.stdout()).startsWith("[the first ").endsWith("\nthe last words\n");
        assertThat(scriptResult.stdout().length()).isBetween(Limits.OUTPUT - CHUNK.length() - 100, Limits.OUTPUT + 100);
        assertThat(heard).hasValue(400L * (CHUNK.length() + 1) + 15);
        assertThat(cut).hasValueGreaterThan(20_000_000);
    }

    @Test
    void one_piece_of_output_without_an_end_takes_no_memory() throws Exception {
        CountDownLatch much = new CountDownLatch(1000);
        Live live = new Live() {
            @Override
            public void output(String text) {
                much.countDown();
                if (much.getCount() == 0) {
                    throw new IllegalStateException("enough");
                }
            }

            @Override
            public void waiting() {}
        };
        Conversation conversation = Conversation.begin(
                        OddHost.that(to -> {
                            to.frame("done").frame("output");
                            while (true) {
                                to.text(CHUNK);
                            }
                        }),
                        Become.LOGIN_USER,
                        LOOK)
                .conversation();

        assertThat(catchThrowable(() ->
                        conversation.exchange(new HostMessage().job(Job.of("mine", Script.NOTHING, "")), live)))
                .hasMessage("enough");
        conversation.close();
    }

    @Test
    void noise_without_an_end_before_the_first_frame_ends_at_the_deadline() {
        OddHost host = new OddHost(Patience.of(Duration.ofMillis(300)), to -> {
            while (true) {
                to.text(CHUNK + "\n");
            }
        });

        assertThat(refusal(LOOK, host)).isEqualTo("no shell answered within 1 second");
    }

    @Test
    void a_look_ends_at_its_deadline_whatever_comes_meanwhile() {
        CountDownLatch never = new CountDownLatch(1);
        Patience patience = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(300));

        assertThat(refusal(LOOK, new OddHost(patience, to -> {
                    to.frame("probe 0").frame("answer x");
                    await(never);
                })))
                .isEqualTo("a look at the host took longer than 1 second");
        assertThat(refusal(LOOK, new OddHost(patience, to -> {
                    while (true) {
                        to.frame("pause");
                    }
                })))
                .isEqualTo("a look at the host took longer than 1 second");
    }

    @Test
    void a_change_may_take_as_long_as_it_needs_and_the_look_after_it_may_not() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Patience patience = new Patience(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300));
        OddHost host = new OddHost(patience, to -> {
            to.frame("done");
            await(gate);
            to.frame("output").text("x").frame("pause").frame("end 0 0");
            await(never);
        });
        Conversation conversation =
                Conversation.begin(host, Become.LOGIN_USER, LOOK).conversation();
        // The gate opens only when the time of a look has certainly gone by.
        Deadline later = new Deadline(why -> gate.countDown());
        later.in(Duration.ofSeconds(1), new IOException("later"));
        boolean[] heard = new boolean[1];
        Live live = new Live() {
            @Override
            public void output(String text) {
                heard[0] = true;
            }

            @Override
            public void waiting() {}
        };

        assertThat(catchThrowable(() -> conversation.exchange(
                        new HostMessage()
                                .job(Job.of("mine", Script.NOTHING, ""))
                                .probe(0, Script.NOTHING),
                        live)))
                .hasMessage("a look at the host took longer than 1 second");
        assertThat(heard[0]).isTrue();
    }

    @Test
    void the_look_that_does_not_end_is_known() {
        CountDownLatch never = new CountDownLatch(1);
        Patience patience = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(300));
        OddHost host = new OddHost(patience, to -> {
            to.frame("done");
            to.frame("probe 0").frame("end 0 0").frame("probe 1");
            await(never);
        });

        assertThatThrownBy(() -> Conversation.begin(host, Become.LOGIN_USER, new HostMessage())
                        .conversation()
                        .exchange(new HostMessage().probe(0, Script.NOTHING).probe(1, Script.NOTHING), Live.SILENT))
                .isInstanceOfSatisfying(
                        Unreachable.class, given -> assertThat(given.probe()).contains(1));
    }

    @Test
    void a_conversation_that_was_given_up_is_over() throws Exception {
        Conversation conversation = Conversation.begin(
                        OddHost.that(to ->
                                to.frame("done").frame("end x y").frame("done").frame("done")),
                        Become.LOGIN_USER,
                        LOOK)
                .conversation();

        assertThat(catchThrowable(() -> conversation.exchange(LOOK, Live.SILENT)))
                .hasMessageContaining("makes no sense");
        assertThat(catchThrowable(() -> conversation.exchange(LOOK, Live.SILENT)))
                .isInstanceOf(Unreachable.class);
        assertThatCode(conversation::close).doesNotThrowAnyException();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
