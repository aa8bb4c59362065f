package io.dockplay.engine.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many hosts that wait for one another, fail, leave and skip tasks at random; the time limit is a safety net only. */
@Timeout(300)
class FleetCoordinatorTest {

    private static final int TRIALS = 60;
    private static final int TASKS = 12;
    private static final int HANDLERS = 3;

    @TempDir
    Path folder;

    private Play play(String keys) throws IOException {
        Path file = Files.writeString(
                folder.resolve("play.yml"), """
                - hosts: all
                %s
                  tasks:
                    - {command: {shell: "true"}, throttle: 2}
                """.formatted(keys.indent(2).stripTrailing()));
        return PlaybookReader.read(file, new InputFiles()).plays().get(0);
    }

    private static List<HostTarget> targets(Play play, int hosts) {
        return IntStream.range(0, hosts)
                .mapToObj(i -> new HostTarget(
                        "web" + i,
                        () -> {
                            throw new Unreachable(Problem.of(Message.quoted("nobody connects"), Message.NONE));
                        },
                        Optional.empty(),
                        List.of(new HostTarget.Assignment(play, Variables.NONE))))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"strategy: linear", "strategy: free", "order: reverse_sorted", "strategy: linear\nserial: 5"})
    void hosts_that_wait_fail_leave_and_skip_tasks_all_come_to_their_end(String keys) throws Exception {
        Play play = play(keys);
        for (int seed = 0; seed < TRIALS; seed++) {
            Random random = new Random(seed);
            int hosts = 1 + random.nextInt(25);
            int forks = 1 + random.nextInt(hosts + 5);
            Trial trial = new Trial(play, seed, forks);
            var summary = new FleetRun(forks, event -> {}).run(assembled(trial, play, hosts), trial);

            assertThat(summary.bugs()).as("trial %d", seed).isEmpty();
            assertThat(trial.faults).as("trial %d", seed).isEmpty();
            assertThat(trial.ended).as("trial %d", seed).hasSize(hosts);
            assertThat(trial.begun.values())
                    .as("trial %d: how often a once-task's change was begun", seed)
                    .allMatch(times -> times.get() == 1);
        }
    }

    private static List<HostTarget> assembled(Trial trial, Play play, int hosts) {
        List<HostTarget> targets = targets(play, hosts);
        trial.coordinator.assemble(targets);
        return targets;
    }

    /** A run in which each host does at each task what chance says, within what the engine would do. */
    private static final class Trial implements FleetRun.Work {

        private final FleetCoordinator coordinator = new FleetCoordinator();
        private final Play play;
        private final int seed;
        private final int forks;
        private final boolean onlyLooks;
        private final Map<String, TaskPath> places = new ConcurrentHashMap<>();
        private final Set<String> gone = ConcurrentHashMap.newKeySet();
        private final Set<String> ended = ConcurrentHashMap.newKeySet();
        private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();
        private final Queue<String> faults = new ConcurrentLinkedQueue<>();
        private final AtomicInteger atWork = new AtomicInteger();
        private final AtomicInteger throttled = new AtomicInteger();

        private Trial(Play play, int seed, int forks) {
            this.play = play;
            this.seed = seed;
            this.forks = forks;
            this.onlyLooks = seed % 4 == 3;
        }

        @Override
        public void useForks(Forks limit) {
            coordinator.useForks(limit);
        }

        @Override
        public void on(HostTarget target, Consumer<Event> listener) {
            String host = target.name();
            try {
                goThrough(host, new Random(31L * seed + host.hashCode()));
                ended.add(host);
            } finally {
                gone.add(host);
                coordinator.leave(play, host);
            }
        }

        private void goThrough(String host, Random random) {
            int last = random.nextInt(5) == 0 ? random.nextInt(TASKS) : TASKS; // it may go on to the handlers early
            for (int i = 0; i < last; i++) {
                if (random.nextInt(6) > 0 && !doesTask(host, i, new TaskPath(List.of(i)), random)) {
                    return;
                }
            }
            for (int i = 0; i < HANDLERS; i++) {
                if (random.nextInt(3) > 0 && !doesTask(host, i, TaskPath.END.inner(i), random)) {
                    return;
                }
            }
        }

        /** Comes to a task; false when the host ends there. */
        private boolean doesTask(String host, int number, TaskPath place, Random random) {
            places.put(host, place);
            coordinator.arrive(play, host, place);
            if (onlyLooks && number > 0) {
                coordinator.awaitPast(play, host, new TaskPath(List.of(random.nextInt(number))));
            } else if (play.rollout().inStep() && !onlyLooks) {
                coordinator.awaitStep(play, host, place);
                checkStep(host, place);
            }
            work();
            boolean goesOn = (number + seed) % 2 == 0 ? once(host, place, random) : throttle(host, random);
            if (random.nextInt(40) == 0) {
                gone.add(host);
                coordinator.leave(host); // it has failed, but what is always done is still to come
            }
            return goesOn;
        }

        /** Does a task once for all, or waits for who does; a host may be lost, or go on without a result. */
        private boolean once(String host, TaskPath place, Random random) {
            SharedTask task = SharedTask.of(play.number(), place, play.tasks().get(0));
            if (coordinator.once(play, host, task).isPresent()) {
                return true;
            }
            int fate = random.nextInt(6);
            if (fate == 0) {
                return false;
            }
            if (fate == 1) {
                return true;
            }
            begun.computeIfAbsent(batch(host) + " " + place, any -> new AtomicInteger())
                    .incrementAndGet();
            coordinator.beginChange(play, host, task);
            work();
            if (fate == 2) {
                return false;
            }
            coordinator.completeOnce(play, host, task, Map.of("changed", true));
            return true;
        }

        private boolean throttle(String host, Random random) {
            coordinator.throttle(host, play.tasks().get(0), 2);
            if (throttled.incrementAndGet() > 2) {
                faults.add(host + ": more than two do a throttled task");
            }
            work();
            throttled.decrementAndGet();
            if (random.nextInt(30) == 0) {
                return false; // leaving gives the permit back
            }
            coordinator.unthrottle(host);
            return true;
        }

        private void checkStep(String host, TaskPath place) {
            places.forEach((other, at) -> {
                boolean together = batch(host) == batch(other) && !gone.contains(host) && !gone.contains(other);
                if (together && at.compareTo(place) < 0) {
                    faults.add(host + " is at " + place + " before " + other + " has left " + at);
                }
            });
        }

        private int batch(String host) {
            return play.rollout().serial().isEmpty() ? 0 : Integer.parseInt(host.substring("web".length())) / 5;
        }

        private void work() {
            if (atWork.incrementAndGet() > forks) {
                faults.add("more hosts are at work than forks say");
            }
            Thread.onSpinWait();
            atWork.decrementAndGet();
        }
    }

    @Test
    void a_file_belongs_to_the_first_host_that_claims_it_however_it_is_named() {
        FleetCoordinator coordinator = new FleetCoordinator();

        assertThat(coordinator.claim(folder.resolve("x"), "web1")).isEqualTo("web1");
        assertThat(coordinator.claim(folder.resolve("y/../x"), "web2")).isEqualTo("web1");
    }
}
