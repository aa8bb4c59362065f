package io.dockplay.engine;

import io.dockplay.problem.Problem;
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
        default void assemble(List<Target> targets) {}

        /**
         * Is told how someone can be asked.
         *
         * @param stepwise whether someone is asked before each task that changes something
         */
        default void asksBy(UnaryOperator<String> asking, boolean stepwise) {}

        void on(Target target, Consumer<Event> listener);
    }

    /** Does the work on every target, and waits for the last. */
    public Summary run(List<Target> targets, Work work) {
        Map<String, Tally> tallies = new ConcurrentHashMap<>();
        List<RuntimeException> bugs = new CopyOnWriteArrayList<>();
        Consumer<Event> tell = event -> {
            tallies.merge(event.host(), Tally.NOTHING.plus(event), (tally, first) -> tally.plus(event));
            synchronized (tallies) {
                listener.accept(event);
            }
        };
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, Math.min(forks, targets.size())), task -> {
            Thread thread = new Thread(task, "host");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = targets.stream()
                    .<Future<?>>map(target -> executor.submit(() -> runOne(target, work, tell, bugs)))
                    .toList();
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            executor.shutdownNow();
        }
        return new Summary(tallies, bugs);
    }

    private static void runOne(Target target, Work work, Consumer<Event> tell, List<RuntimeException> bugs) {
        try {
            work.on(target, tell);
        } catch (RuntimeException bug) {
            // It must not keep the other hosts from being finished.
            bugs.add(bug);
            Problem problem = Problem.of(
                    target.name() + ": a bug in dockplay: " + bug, "Please report it, with what --debug prints.");
            tell.accept(new Event.Failed(target.name(), new Event.Step("", "", ""), problem, Optional.empty(), false));
        } finally {
            tell.accept(new Event.Finished(target.name()));
        }
    }

    /** A problem that names its host first. */
    static Problem on(String host, Problem problem) {
        return new Problem(host + ": " + problem.what(), problem.where(), problem.context(), problem.advice());
    }
}
