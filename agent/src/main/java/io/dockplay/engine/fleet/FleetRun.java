package io.dockplay.engine.fleet;

import io.dockplay.engine.coordination.Forks;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.MaskingListener;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs over many hosts at once; none waits for a slower one, and one that fails does not keep the others.
 *
 * @param forks at how many hosts at a time
 * @param listener is told each event, one at a time
 */
public record FleetRun(int forks, Consumer<Event> listener) {

    /** What is done on one host; it tells its events to the listener that it is given. */
    public interface Work {

        /** Is told all hosts of the run, before the first is begun. */
        default void assemble(List<HostTarget> targets) {}

        /**
         * Is told how someone can be asked.
         *
         * @param stepwise whether someone is asked before each task that changes something
         */
        default void asksBy(UnaryOperator<String> asking, boolean stepwise) {}

        /** Is told at how many hosts at a time it is done; who waits for another host there lets a third work. */
        default void within(Forks forks) {}

        /** Is told that a host has no part in what is still to come. */
        default void leavesOut(String host) {}

        void on(HostTarget target, Consumer<Event> listener);
    }

    /** Does the work on every target, and waits for the last. */
    public RunSummary run(List<HostTarget> targets, Work work) {
        Map<String, HostStats> tallies = new ConcurrentHashMap<>();
        List<RuntimeException> bugs = new CopyOnWriteArrayList<>();
        Consumer<Event> tell = event -> {
            tallies.merge(event.host(), HostStats.NOTHING.plus(event), (hostStats, first) -> hostStats.plus(event));
            synchronized (tallies) {
                listener.accept(event);
            }
        };
        Forks places = new Forks(forks);
        work.within(places);
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "host");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (HostTarget target : targets) {
                places.take();
                running.add(executor.submit(() -> {
                    try {
                        runOne(target, work, tell, bugs);
                    } finally {
                        places.give();
                    }
                }));
            }
            for (Future<?> each : running) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    // Not even telling it worked; the others are waited for all the same.
                    bugs.add(new IllegalStateException(e.getCause()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            executor.shutdownNow();
        }
        return new RunSummary(tallies, bugs);
    }

    private static void runOne(HostTarget target, Work work, Consumer<Event> tell, List<RuntimeException> bugs) {
        try {
            work.on(target, tell);
        } catch (OutOfMemoryError e) {
            fail(
                    target,
                    tell,
                    Problem.of(
                            target.name() + ": there is not enough memory for what it sent, besides the other hosts",
                            "Give --forks fewer hosts, or Java more memory: JAVA_TOOL_OPTIONS=-Xmx4g."));
        } catch (Throwable bug) {
            // It must not keep the other hosts from being finished.
            bugs.add(bug instanceof RuntimeException one ? one : new IllegalStateException(bug));
            fail(
                    target,
                    tell,
                    Problem.of(
                            target.name() + ": a bug in dockplay: " + bug,
                            "Please report it, with what --debug prints."));
        } finally {
            tell.accept(new Event.Finished(target.name()));
        }
    }

    private static void fail(HostTarget target, Consumer<Event> tell, Problem problem) {
        new MaskingListener(secrets(target), tell)
                .accept(new Event.Failed(target.name(), Event.Step.HOST, problem, Optional.empty(), false));
    }

    /** What a bug's text may have of the host; less of it where the bug is in finding that out. */
    private static Secrets secrets(HostTarget target) {
        try {
            return target.secrets();
        } catch (RuntimeException | StackOverflowError bug) {
            return Secrets.of(target.becomePassword());
        }
    }
}
