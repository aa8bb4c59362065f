package io.dockplay.engine.fleet;

import io.dockplay.engine.coordination.Forks;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.MaskingListener;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
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
 * Does work on many hosts in parallel. A host that fails does not stop the others.
 *
 * @param forks how many hosts are at work at a time
 * @param listener receives every event, one at a time
 */
public record FleetRun(int forks, Consumer<Event> listener) {

    /** The work on one host, and what it needs to know of the run. */
    public interface Work {

        /** The name of the run, by which the hosts' records know it. */
        default RunId run() {
            return RunId.next();
        }

        /** Receives all hosts of the run, before the first one begins. */
        default void assemble(List<HostTarget> targets) {}

        /**
         * Receives the way in which a person is asked.
         *
         * @param ask gives the answer to a question
         * @param stepwise whether to ask before each task that changes something
         */
        default void askWith(UnaryOperator<String> ask, boolean stepwise) {}

        /** Receives the forks of the run; a host that waits for another one gives up its fork meanwhile. */
        default void useForks(Forks forks) {}

        /** Learns that a host takes no part in the rest of the run. */
        default void exclude(String host) {}

        /** Does the work on a host, and reports its events. */
        void on(HostTarget target, Consumer<Event> listener);
    }

    /** Does the work on every host, and waits until all are done. */
    public RunSummary run(List<HostTarget> targets, Work work) {
        Map<String, HostStats> stats = new ConcurrentHashMap<>();
        List<RuntimeException> bugs = new CopyOnWriteArrayList<>();
        Consumer<Event> tell = event -> {
            stats.merge(event.host(), HostStats.NOTHING.plus(event), (hostStats, first) -> hostStats.plus(event));
            synchronized (stats) {
                listener.accept(event);
            }
        };
        Forks permits = new Forks(forks);
        work.useForks(permits);
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "host");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (HostTarget target : targets) {
                permits.acquire();
                running.add(executor.submit(() -> {
                    try {
                        runOne(target, work, tell, bugs);
                    } finally {
                        permits.release();
                    }
                }));
            }
            for (Future<?> each : running) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    // Its failure could not even be reported. The other hosts are waited for all the same.
                    bugs.add(new IllegalStateException(e.getCause()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            executor.shutdownNow();
        }
        return new RunSummary(stats, bugs);
    }

    private static void runOne(HostTarget target, Work work, Consumer<Event> tell, List<RuntimeException> bugs) {
        try {
            work.on(target, tell);
        } catch (OutOfMemoryError e) {
            fail(
                    target,
                    tell,
                    Problem.of(
                            Message.of(
                                    "%s: there is not enough memory for what it sent, besides the other hosts",
                                    target.name()),
                            Message.of("Give --forks fewer hosts, or Java more memory: JAVA_TOOL_OPTIONS=-Xmx4g.")));
        } catch (Throwable bug) {
            // It must not keep the other hosts from being finished.
            bugs.add(bug instanceof RuntimeException one ? one : new IllegalStateException(bug));
            fail(
                    target,
                    tell,
                    Problem.of(
                            Message.of("%s: a bug in dockplay: %s", target.name(), bug),
                            Message.of("Please report it, with what --debug prints.")));
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
            return Secrets.of(target.revealed(), target.becomePassword());
        }
    }
}
