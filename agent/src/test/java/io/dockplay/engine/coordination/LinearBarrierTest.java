package io.dockplay.engine.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts in step, and what keeping them so costs. */
class LinearBarrierTest {

    private static final int TASKS = 20;

    private final AtomicLong comparisons = new AtomicLong();
    private final Comparator<TaskPath> counted = (one, other) -> {
        comparisons.incrementAndGet();
        return one.compareTo(other);
    };

    private static TaskPath task(int number) {
        return new TaskPath(List.of(number));
    }

    private static List<String> hosts(int number) {
        return IntStream.range(0, number).mapToObj(i -> "web" + i).toList();
    }

    @Test
    void a_host_waits_until_the_slowest_has_come() {
        LinearBarrier barrier = new LinearBarrier(hosts(3));
        barrier.arrive("web0", task(1));
        CompletableFuture<Void> step = barrier.whenNoneIsBefore(task(1));
        barrier.arrive("web1", task(2));
        barrier.arrive("web2", task(0));
        assertThat(step).isNotDone();

        barrier.arrive("web2", task(1).inner(0));

        assertThat(step).isDone();
    }

    @Test
    void nobody_waits_for_a_host_that_has_left_even_if_it_goes_on() {
        LinearBarrier barrier = new LinearBarrier(hosts(2));
        barrier.arrive("web0", task(1));
        CompletableFuture<Void> step = barrier.whenNoneIsBefore(task(1));

        barrier.leave("web1");
        barrier.arrive("web1", task(0));

        assertThat(step).isDone();
        assertThat(barrier.whenNoneIsBefore(task(1))).isDone();
        assertThat(barrier.hasLeft("web1")).isTrue();
        assertThat(barrier.hasLeft("web0")).isFalse();
    }

    @Test
    void the_place_after_a_task_comes_before_what_it_includes_and_before_the_next_task() {
        assertThat(List.of(task(1).next(), task(1).inner(0), task(1).inner(0).inner(5), task(2)))
                .allMatch(place -> place.compareTo(task(1)) > 0 && place.compareTo(task(1).next()) >= 0);
        assertThat(task(1)).isLessThan(task(1).next());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void a_host_is_woken_once_a_task_and_an_arrival_costs_a_logarithm_of_comparisons(int number) {
        List<String> hosts = new ArrayList<>(hosts(number));
        LinearBarrier barrier = new LinearBarrier(hosts, counted);
        AtomicLong wakeUps = new AtomicLong();
        Random random = new Random(number);
        for (int task = 0; task < TASKS; task++) {
            TaskPath place = task(task);
            Collections.shuffle(hosts, random);
            hosts.forEach(host -> {
                barrier.arrive(host, place);
                var unused = barrier.whenNoneIsBefore(place).thenRun(wakeUps::incrementAndGet);
            });
        }

        assertThat(wakeUps).hasValue((long) number * TASKS);
        // At most two places are in use at a time, so it is even less than a logarithm.
        assertThat(comparisons).hasValueLessThan(20L * number * TASKS);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void hosts_that_are_all_at_different_places_and_wait_for_different_ones_cost_no_more(int number) {
        List<String> hosts = hosts(number);
        LinearBarrier barrier = new LinearBarrier(hosts, counted);
        AtomicLong wakeUps = new AtomicLong();
        Random random = new Random(number);
        int[] at = new int[number];
        for (int step = 0; step < TASKS; step++) {
            for (int host = 0; host < number; host++) {
                at[host] += 1 + random.nextInt(number);
                barrier.arrive(hosts.get(host), task(at[host]));
                var unused = barrier.whenNoneIsBefore(task(at[host])).thenRun(wakeUps::incrementAndGet);
            }
        }
        hosts.forEach(barrier::leave);

        assertThat(wakeUps).hasValue((long) number * TASKS);
        double logarithm = Math.log(number) / Math.log(2);
        assertThat((double) comparisons.get()).isLessThan(number * TASKS * (10 + 6 * logarithm));
    }
}
