package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {

    private final BlockingQueue<IOException> ended = new LinkedBlockingQueue<>();
    private final IOException first = new IOException("first");
    private final IOException second = new IOException("second");

    @Test
    void what_is_not_done_in_time_is_ended_with_its_reason() throws Exception {
        Deadline deadline = new Deadline(ended::add);
        deadline.in(Duration.ZERO, first);

        assertThat(ended.take()).isSameAs(first);
        assertThat(deadline.passed()).containsSame(first);
    }

    @Test
    void a_new_time_takes_the_place_of_the_one_before() throws Exception {
        Deadline deadline = new Deadline(ended::add);
        deadline.in(Duration.ofMillis(50), first);
        deadline.in(Duration.ofMillis(100), second);

        assertThat(ended.take()).isSameAs(second);
    }

    @Test
    void what_was_done_is_not_ended() throws Exception {
        try (Deadline done = new Deadline(ended::add)) {
            done.in(Duration.ofMillis(50), first);
        }
        Deadline other = new Deadline(ended::add);
        other.in(Duration.ofMillis(100), second);

        assertThat(ended.take()).isSameAs(second);
    }

    @Test
    void one_that_cannot_be_ended_at_once_does_not_keep_the_others_waiting() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Deadline stuck = new Deadline(why -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stuck.in(Duration.ZERO, first);
        Deadline other = new Deadline(ended::add);
        other.in(Duration.ofMillis(50), second);

        assertThat(ended.take()).isSameAs(second);
        never.countDown();
    }
}
