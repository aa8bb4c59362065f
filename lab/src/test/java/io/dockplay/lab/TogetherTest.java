package io.dockplay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TogetherTest {

    @Test
    void the_results_are_in_the_order_of_the_tasks() {
        List<Callable<Integer>> tasks = new ArrayList<>();
        IntStream.range(0, 50).forEach(number -> tasks.add(() -> number));

        assertThat(Together.untilOneFails(tasks))
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void after_a_failure_those_that_wait_do_not_begin() {
        CyclicBarrier allAtOnce = new CyclicBarrier(Together.AT_ONCE);
        AtomicInteger begun = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>(Collections.nCopies(Together.AT_ONCE, () -> {
            allAtOnce.await();
            throw new LabUnavailable("the first");
        }));
        tasks.addAll(Collections.nCopies(20, begun::incrementAndGet));

        assertThatThrownBy(() -> Together.untilOneFails(tasks)).hasMessage("the first");
        assertThat(begun).hasValue(0);
    }

    @Test
    void all_are_done_although_one_fails_where_all_are_wanted() {
        AtomicInteger done = new AtomicInteger();
        List<Runnable> tasks = new ArrayList<>();
        tasks.add(() -> {
            throw new LabUnavailable("the first");
        });
        tasks.addAll(Collections.nCopies(20, done::incrementAndGet));

        assertThatThrownBy(() -> Together.all(tasks)).hasMessage("the first");
        assertThat(done).hasValue(20);
    }
}
