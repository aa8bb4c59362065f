package io.dockplay.engine.coordination;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** How many hosts are at work at a time ({@code --forks}); a host that waits lets another one work meanwhile. */
public final class Forks {

    /** No limit. */
    public static final Forks UNLIMITED = new Forks(1 << 20);

    private final int number;
    private final Semaphore permits;

    public Forks(int number) {
        this.number = Math.max(1, number);
        this.permits = new Semaphore(this.number, true);
    }

    public int number() {
        return number;
    }

    /** Waits until a host may work. */
    public void acquire() throws InterruptedException {
        permits.acquire();
    }

    /** A host has done its work. */
    public void release() {
        permits.release();
    }

    /** Waits for a future; unless it is complete already, another host may work meanwhile. */
    <T> T await(Future<T> future) {
        if (!future.isDone()) {
            whileWaiting(() -> get(future));
        }
        return get(future);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for another host", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("what another host waited for has failed", e.getCause());
        }
    }

    /** Does something that only waits, while another host may work. */
    void whileWaiting(Runnable wait) {
        permits.release();
        try {
            wait.run();
        } finally {
            permits.acquireUninterruptibly();
        }
    }
}
