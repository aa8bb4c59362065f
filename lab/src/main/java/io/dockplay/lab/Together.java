package io.dockplay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** Does things some at a time. */
final class Together {
    static final int AT_ONCE = 8;

    private Together() {}

    /** Does all of them, also when one fails, and throws the first failure then. */
    static void all(List<Runnable> tasks) {
        List<Callable<Boolean>> calls = new ArrayList<>();
        tasks.forEach(task -> calls.add(() -> {
            task.run();
            return true;
        }));
        run(calls, false);
    }

    /** Gives the results in the tasks' order. After a failure none of those begins that wait for their turn. */
    static <T> List<T> untilOneFails(List<Callable<T>> tasks) {
        return run(tasks, true);
    }

    private static <T> List<T> run(List<Callable<T>> tasks, boolean stops) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, tasks.size()));
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(threads.submit(() -> {
                    if (stops && failure.get() != null) {
                        throw new CancellationException("another one has failed");
                    }
                    try {
                        return task.call();
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                        throw e;
                    }
                }));
            }
            return results(futures, failure);
        } finally {
            threads.shutdown();
        }
    }

    private static <T> List<T> results(List<Future<T>> futures, AtomicReference<RuntimeException> failure) {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                failure.compareAndSet(null, new IllegalStateException(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabUnavailable("interrupted while the lab was busy", e);
            }
        }
        RuntimeException first = failure.get();
        if (first != null) {
            throw first;
        }
        return List.copyOf(results);
    }
}
