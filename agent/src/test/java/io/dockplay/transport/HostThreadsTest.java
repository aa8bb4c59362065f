package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The threads of the hosts are alike on each Java, apart from what carries them. */
class HostThreadsTest {

    @Test
    void a_thread_has_a_name_and_does_not_keep_the_program_from_its_end() throws Exception {
        CompletableFuture<Thread> seen = new CompletableFuture<>();

        Thread made = new HostThreads("host").newThread(() -> seen.complete(Thread.currentThread()));
        made.start();

        assertThat(seen.get(60, TimeUnit.SECONDS)).isSameAs(made);
        assertThat(made.getName()).isEqualTo("host");
        assertThat(made.isDaemon()).isTrue();
    }

    @Test
    void it_is_virtual_where_java_waits_for_locks_without_a_thread_of_the_system() {
        Thread made = new HostThreads("host").newThread(() -> {});

        assertThat(made.getClass().getSimpleName().contains("Virtual"))
                .isEqualTo(Runtime.version().feature() >= 24);
    }
}
