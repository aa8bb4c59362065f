package io.dockplay.engine.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.problem.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that wait for a person's answer, and those that do not. */
@Timeout(60)
class ConfirmationsTest {

    private final ExecutorService hosts = Executors.newCachedThreadPool();
    private final Forks forks = new Forks(1);
    private final Confirmations confirmations = new Confirmations(() -> forks);
    private final List<String> questions = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @AfterEach
    void end() {
        hosts.shutdownNow();
    }

    private static SharedTask task(int number) {
        return new SharedTask(0, new TaskPath(List.of(number)), Position.of("play.yml"), Map.of());
    }

    /** A person who thinks about the second question until the answer is there. */
    private String thinks(String question) {
        questions.add(question);
        if (question.equals("second?")) {
            asked.countDown();
            return answer.join();
        }
        return "y";
    }

    private Future<Boolean> agreesTo(SharedTask task, String question) {
        return hosts.submit(() -> {
            forks.acquire();
            try {
                return confirmations.agreesTo(task, () -> question);
            } finally {
                forks.release();
            }
        });
    }

    @Test
    void a_refusal_holds_for_a_host_that_comes_after_the_person_has_let_the_rest_go_on() throws Exception {
        confirmations.askWith(question -> question.equals("first?") ? "n" : "c", true);

        assertThat(agreesTo(task(1), "first?").get()).isFalse();
        assertThat(agreesTo(task(2), "second?").get()).isTrue();
        assertThat(agreesTo(task(3), "third?").get()).isTrue();
        assertThat(agreesTo(task(1), "first?").get()).isFalse();
    }

    @Test
    void an_answer_that_is_none_is_met_with_what_the_answers_mean_and_the_question_again() throws Exception {
        confirmations.askWith(
                question -> {
                    questions.add(question);
                    return questions.size() == 1 ? "?" : "y";
                },
                true);

        assertThat(agreesTo(task(1), "first?").get()).isTrue();
        assertThat(questions).hasSize(2);
        assertThat(questions.get(1))
                .startsWith("y: make this change on all hosts; n")
                .endsWith(" first?");
    }

    @Test
    void while_a_person_thinks_only_hosts_wait_that_need_the_answer_and_the_only_fork_is_free() throws Exception {
        confirmations.askWith(this::thinks, true);
        assertThat(agreesTo(task(1), "first?").get()).isTrue();
        Future<Boolean> asking = agreesTo(task(2), "second?");
        asked.await();
        Future<Boolean> waiting = agreesTo(task(2), "second?");

        assertThat(agreesTo(task(1), "first?").get()).isTrue();
        assertThat(asking.isDone() || waiting.isDone()).isFalse();

        answer.complete("n");
        assertThat(asking.get()).isFalse();
        assertThat(waiting.get()).isFalse();
        assertThat(questions).containsExactly("first?", "second?");
    }

    @Test
    void a_question_that_waits_for_its_turn_is_not_put_any_more_after_continue() throws Exception {
        confirmations.askWith(this::thinks, true);
        Future<Boolean> asking = agreesTo(task(2), "second?");
        asked.await();
        Future<Boolean> next = agreesTo(task(3), "third?");

        answer.complete("c");

        assertThat(asking.get()).isTrue();
        assertThat(next.get()).isTrue();
        assertThat(questions).containsExactly("second?");
    }

    @Test
    void nobody_is_asked_for_a_change_who_does_not_go_step_by_step() throws Exception {
        confirmations.askWith(this::thinks, false);

        assertThat(agreesTo(task(1), "first?").get()).isTrue();
        assertThat(questions).isEmpty();
    }
}
