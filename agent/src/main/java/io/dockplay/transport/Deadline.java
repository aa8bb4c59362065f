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
 * Ends what is not done in time. Another thread does that, because the thread that waits cannot.
 *
 * <p>There is at most one deadline at a time: a new one replaces the one before.
 */
public final class Deadline implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Consumer<IOException> end;
    private @Nullable ScheduledFuture<?> waiting;
    private long latest;
    private Optional<IOException> passed = Optional.empty();

    /**
     * @param end ends what takes too long; it may block, and is called at most once
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
     * Sets the deadline, counted from now.
     *
     * @param why the error that ends it
     */
    public synchronized void in(Duration time, IOException why) {
        lift();
        if (passed.isEmpty()) {
            long number = latest;
            waiting = CLOCK.schedule(() -> pass(number, why), time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Removes the deadline. */
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
        // In a thread of its own: one that cannot be ended at once must not delay the others.
        daemon(() -> end.accept(why), "deadline").start();
    }

    /** The error that ended it, if it was ended. */
    public synchronized Optional<IOException> passed() {
        return passed;
    }

    @Override
    public void close() {
        lift();
    }
}
