package io.dockplay.engine.fleet;

import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.MaskingListener;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Rollout;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs plays on the fleet, on all hosts at once or in batches, and ends where too many hosts failed.
 *
 * <p>Plays that follow one another without {@code serial} or the like form one phase: each host goes through them at
 * its own pace. A play with such a keyword is a phase of its own: it begins when all hosts are done with the plays before
 * it, and without the hosts that failed there.
 *
 * @param fleet does the work on the hosts of a batch
 * @param stopSignal stops the hosts of a batch when one failure is fatal; the work must obey it
 * @param backwards whether the last play comes first
 */
public record RollingRun(FleetRun fleet, StopSignal stopSignal, boolean backwards) {

    /** Does the work on every host, until too many have failed. */
    public RunSummary run(List<HostTarget> targets, FleetRun.Work work) {
        Map<String, HostStats> stats = new LinkedHashMap<>();
        List<RuntimeException> bugs = new ArrayList<>();
        Set<String> excluded = new HashSet<>();
        for (List<Play> plays : phases(targets)) {
            Rollout rollout = plays.get(0).rollout();
            List<HostTarget> hostsOfPhase = targets.stream()
                    .map(target -> limitedTo(plays, target))
                    .filter(target -> !target.assignments().isEmpty())
                    .toList();
            // Hosts that failed before still count for the sizes of the batches.
            for (List<HostTarget> whole : rollout.batches(rollout.order().of(hostsOfPhase, HostTarget::name))) {
                List<HostTarget> hosts = whole.stream()
                        .filter(target -> !excluded.contains(target.name()))
                        .toList();
                RunSummary batch = runOne(hosts, rollout, work);
                bugs.addAll(batch.bugs());
                batch.hosts().forEach((host, hostStats) -> stats.merge(host, hostStats, HostStats::plus));
                batch.hosts().forEach((host, hostStats) -> {
                    if (hostStats.status().isBad()) {
                        excluded.add(host);
                        work.exclude(host);
                    }
                });
                int failed = (int) batch.hosts().values().stream()
                        .filter(hostStats -> hostStats.status().isBad())
                        .count();
                if (!rollout.isAtOnce() && rollout.endsAfter(failed, hosts.size())) {
                    String why = "the play \"%s\" ended after %d of %d %s failed"
                            .formatted(plays.get(0).name(), failed, hosts.size(), hosts.size() == 1 ? "host" : "hosts");
                    reportUntouched(targets, why, stats);
                    return new RunSummary(stats, bugs);
                }
            }
        }
        return new RunSummary(stats, bugs);
    }

    private RunSummary runOne(List<HostTarget> batch, Rollout rollout, FleetRun.Work work) {
        if (!rollout.anyErrorsFatal()) {
            return fleet.run(batch, work);
        }
        return new FleetRun(fleet.forks(), event -> {
                    if (HostStats.NOTHING.plus(event).status().isBad()) {
                        stopSignal.give();
                    }
                    fleet.listener().accept(event);
                })
                .run(batch, work);
    }

    /** Reports the hosts on which nothing was begun. */
    private void reportUntouched(List<HostTarget> targets, String why, Map<String, HostStats> stats) {
        for (HostTarget target : targets) {
            if (!stats.containsKey(target.name())) {
                Event stopped = new Event.Stopped(
                        target.name(),
                        Problem.of(
                                Message.of("%s: not touched: %s", target.name(), why),
                                Message.of("When the cause is out of the way, run the same command again.")));
                new MaskingListener(target.secrets(), fleet.listener()).accept(stopped);
                fleet.listener().accept(new Event.Finished(target.name()));
                stats.put(target.name(), HostStats.NOTHING.plus(stopped));
            }
        }
    }

    private static HostTarget limitedTo(List<Play> plays, HostTarget target) {
        return target.with(target.assignments().stream()
                .filter(assignment -> plays.contains(assignment.play()))
                .toList());
    }

    /** The plays in their order, in phases; plays that run on all hosts at once share a phase. */
    private List<List<Play>> phases(List<HostTarget> targets) {
        List<Play> plays = targets.stream()
                .flatMap(target -> target.assignments().stream())
                .map(HostTarget.Assignment::play)
                .distinct()
                .sorted(Comparator.comparing(Play::number))
                .toList();
        List<List<Play>> phases = new ArrayList<>();
        for (Play play : plays) {
            List<Play> last = phases.isEmpty() ? List.of() : phases.get(phases.size() - 1);
            if (play.rollout().isAtOnce()
                    && !last.isEmpty()
                    && last.get(0).rollout().isAtOnce()) {
                last.add(play);
            } else {
                phases.add(new ArrayList<>(List.of(play)));
            }
        }
        if (backwards) {
            Collections.reverse(phases);
        }
        return phases;
    }
}
