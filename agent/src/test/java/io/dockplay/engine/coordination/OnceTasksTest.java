package io.dockplay.engine.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.problem.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which host of a batch does a task for all, and what the others get. */
class OnceTasksTest {

    private static final TaskPath PLACE = new TaskPath(List.of(3));
    private static final SharedTask TASK = new SharedTask(0, PLACE, Position.of("play.yml"), Map.of());
    private static final Map<String, Object> RESULT = Map.of("changed", true);

    private static List<String> hosts(int number) {
        return IntStream.range(0, number).mapToObj(i -> "web" + i).toList();
    }

    private final List<String> hosts = hosts(3);
    private final LinearBarrier barrier = new LinearBarrier(hosts);
    private final OnceTasks tasks = new OnceTasks(hosts, barrier);

    private CompletableFuture<Optional<Map<String, Object>>> comes(String host) {
        goesTo(host, PLACE);
        return tasks.turn(host, TASK);
    }

    private void does(String host) {
        assertThat(comes(host)).isCompletedWithValue(Optional.empty());
    }

    private void goesTo(String host, TaskPath place) {
        barrier.arrive(host, place);
        tasks.arrived(host, place);
    }

    @Test
    void the_first_host_of_the_batch_does_it_and_the_others_get_its_result() {
        var second = comes("web1");
        assertThat(second).isNotDone();
        var first = comes("web0");
        assertThat(first).isCompletedWithValue(Optional.empty());
        assertThat(second).isNotDone();

        tasks.begin("web0", TASK);
        tasks.complete("web0", TASK, RESULT);

        assertThat(second).isCompletedWithValue(Optional.of(RESULT));
        assertThat(comes("web2")).isCompletedWithValue(Optional.of(RESULT));
    }

    @Test
    void a_host_that_goes_past_it_without_coming_to_it_leaves_it_to_the_next() {
        var second = comes("web1");

        goesTo("web0", PLACE.next());

        assertThat(second).isCompletedWithValue(Optional.empty());
    }

    @Test
    void a_host_that_has_failed_keeps_what_it_does_for_all_until_it_has_ended_it() {
        does("web0");
        var second = comes("web1");
        barrier.leave("web0");
        tasks.failed();
        assertThat(second).isNotDone();

        tasks.complete("web0", TASK, RESULT);

        assertThat(second).isCompletedWithValue(Optional.of(RESULT));
    }

    @Test
    void a_host_that_goes_on_without_a_result_gives_the_task_to_the_next() {
        does("web0");
        var second = comes("web1");

        goesTo("web0", TaskPath.END.inner(0));

        assertThat(second).isCompletedWithValue(Optional.empty());
    }

    @Test
    void a_change_that_was_begun_and_lost_has_failed_for_all() {
        does("web0");
        var second = comes("web1");
        tasks.begin("web0", TASK);

        barrier.leave("web0");
        tasks.abandon("web0");

        assertThat(second.join().orElseThrow()).containsEntry("failed", true);
        assertThat(comes("web2").join().orElseThrow()).containsEntry("failed", true);
    }

    @Test
    void a_host_that_left_while_it_waited_is_given_nothing() {
        does("web0");
        var second = comes("web1");
        var third = comes("web2");
        for (String host : List.of("web1", "web0")) {
            barrier.leave(host);
            tasks.abandon(host);
        }

        assertThat(second).isNotDone();
        assertThat(third).isCompletedWithValue(Optional.empty());
    }

    @Test
    void who_did_it_in_an_earlier_run_does_it_again_and_the_others_keep_its_result() {
        does("web0");
        tasks.complete("web0", TASK, RESULT);
        hosts.forEach(barrier::leave);

        assertThat(comes("web1")).isCompletedWithValue(Optional.of(RESULT));
        does("web0");
        tasks.complete("web0", TASK, Map.of("changed", false));
        assertThat(comes("web2")).isCompletedWithValue(Optional.of(Map.of("changed", false)));
    }

    @Test
    void each_waiting_host_is_woken_once_however_many_hosts_leave_before_the_task_is_done() {
        List<String> many = hosts(1000);
        AtomicLong comparisons = new AtomicLong();
        LinearBarrier counting = new LinearBarrier(many, (one, other) -> {
            comparisons.incrementAndGet();
            return one.compareTo(other);
        });
        OnceTasks all = new OnceTasks(many, counting);
        AtomicInteger wakeUps = new AtomicInteger();
        List<CompletableFuture<Optional<Map<String, Object>>>> turns = new ArrayList<>();
        for (int i = many.size() - 1; i >= 0; i--) {
            counting.arrive(many.get(i), PLACE);
            all.arrived(many.get(i), PLACE);
            var turn = all.turn(many.get(i), TASK);
            turns.add(0, turn);
            var unused = turn.thenRun(wakeUps::incrementAndGet);
        }
        for (int i = 0; i < many.size() - 1; i++) {
            assertThat(wakeUps).hasValue(i + 1);
            assertThat(turns.get(i)).isCompletedWithValue(Optional.empty());
            counting.leave(many.get(i));
            all.abandon(many.get(i));
        }

        assertThat(turns.get(many.size() - 1)).isCompletedWithValue(Optional.empty());
        assertThat(wakeUps).hasValue(many.size());
        assertThat(comparisons).hasValueLessThan(20L * many.size());
    }
}
