package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ByteQueueTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static CompletableFuture<Void> writing(OutputStream sink, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                sink.write(bytes);
                sink.close();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void bytes_come_out_as_they_went_in_whatever_the_sizes_of_the_pieces() throws Exception {
        Random random = new Random(5);
        byte[] bytes = new byte[1_000_000];
        random.nextBytes(bytes);
        ByteQueue queue = new ByteQueue(50_000, LONG);
        OutputStream sink = queue.sink();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            Random sizes = new Random(6);
            try (sink) {
                for (int at = 0; at < bytes.length; ) {
                    int size = Math.min(bytes.length - at, 1 + sizes.nextInt(70_000));
                    sink.write(bytes, at, size);
                    at += size;
                }
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });

        byte[] read = new byte[bytes.length];
        for (int at = 0; at < read.length; ) {
            at += queue.read(read, at, Math.min(read.length - at, 1 + random.nextInt(30_000)));
        }

        assertThat(read).isEqualTo(bytes);
        assertThat(queue.read()).isNegative();
        writing.join();
    }

    @Test
    void a_writer_at_the_bound_waits_for_the_reader() throws Exception {
        ByteQueue queue = new ByteQueue(10_000, LONG);
        CompletableFuture<Void> writing = writing(queue.sink(), new byte[100_000]);

        assertThat(queue.readAllBytes()).hasSize(100_000);
        writing.join();
    }

    @Test
    void a_stream_that_nobody_reads_is_given_up() {
        ByteQueue queue = new ByteQueue(10 << 10, Duration.ofMillis(50));

        assertThatThrownBy(() -> queue.sink().write(new byte[100_000]))
                .hasMessage("the host sent more than 10 KiB that nobody was ready to read");
        assertThatThrownBy(queue::read).hasMessage("the host sent more than 10 KiB that nobody was ready to read");
    }

    @Test
    void a_writer_does_not_wait_for_a_reader_that_is_busy_sending() throws Exception {
        ByteQueue queue = new ByteQueue(10 << 10, LONG);
        CountDownLatch given = new CountDownLatch(1);
        CountDownLatch sending = new CountDownLatch(1);
        OutputStream slow = queue.whileSending(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    sending.countDown();
                    given.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        CompletableFuture<Void> busy = writing(slow, new byte[1]);
        sending.await();

        assertThatThrownBy(() -> queue.sink().write(new byte[100_000])).isInstanceOf(GivenUp.class);
        given.countDown();
        busy.join();
    }

    @Test
    void a_writer_that_waits_already_stops_when_the_reader_begins_to_send() {
        ByteQueue queue = new ByteQueue(10 << 10, LONG);
        CompletableFuture<Void> writing = writing(queue.sink(), new byte[100_000]);
        OutputStream slow = queue.whileSending(new OutputStream() {
            @Override
            public void write(int b) {
                // Goes on only when the other side has given up.
                assertThatThrownBy(writing::join).hasCauseInstanceOf(GivenUp.class);
            }
        });

        assertThat(writing(slow, new byte[1])).succeedsWithin(LONG);
    }

    @Test
    void what_is_given_up_ends_for_who_waits_on_either_side() {
        ByteQueue empty = new ByteQueue(10, LONG);
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return empty.read();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        ByteQueue full = new ByteQueue(10, LONG);
        CompletableFuture<Void> writing = writing(full.sink(), new byte[100]);

        empty.giveUp(new IOException("enough"));
        full.giveUp(new IOException("enough"));

        assertThatThrownBy(reading::join).hasRootCauseMessage("enough");
        assertThatThrownBy(writing::join).hasRootCauseMessage("enough");
    }

    @Test
    void a_failure_is_told_after_what_came_before_it() throws Exception {
        ByteQueue queue = new ByteQueue();
        queue.sink().write(7);
        queue.fail(new IOException("cut"));

        assertThat(queue.read()).isEqualTo(7);
        assertThatThrownBy(queue::read).hasMessage("cut");
        assertThatThrownBy(queue::read).hasMessage("cut");
    }

    @Test
    void a_reader_waits_no_longer_than_it_is_told_to() {
        ByteQueue queue = new ByteQueue();
        queue.timeout(10);

        assertThatThrownBy(queue::read).isInstanceOf(SocketTimeoutException.class);
    }
}
