package io.dockplay.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A time by which something must be done; what is not is ended then, by another thread, since the one that waits cannot.
 *
 * <p>There is one time at most at any moment: a new one takes the place of the one before.
 */
public final class Deadline implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Consumer<IOException> end;
    private @Nullable ScheduledFuture<?> waiting;
    private long latest;
    private Optional<IOException> passed = Optional.empty();

    /**
     * @param end ends what takes too long; may block, and is done once at most
     */
    public Deadline(Consumer<IOException> end) {
        this.end = end;
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "deadlines"));
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * It must be done within this time from now on.
     *
     * @param why with what it is ended
     */
    public synchronized void in(Duration time, IOException why) {
        lift();
        if (passed.isEmpty()) {
            long number = latest;
            waiting = CLOCK.schedule(() -> pass(number, why), time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** It may take as long as it needs. */
    public synchronized void lift() {
        latest++;
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }

    private void pass(long number, IOException why) {
        synchronized (this) {
            if (number != latest) {
                return;
            }
            passed = Optional.of(why);
        }
        // In a thread of its own, lest one that cannot be ended at once keeps the others from being.
        daemon(() -> end.accept(why), "deadline").start();
    }

    /** With what it was ended, if it was. */
    public synchronized Optional<IOException> passed() {
        return passed;
    }

    @Override
    public void close() {
        lift();
    }
}
