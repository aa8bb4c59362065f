package io.dockplay.engine.fleet;

import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.MaskingListener;
import io.dockplay.engine.session.HostTarget;
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
 * Goes over the fleet as its plays say: all hosts at once, or in batches, and no further where too many failed.
 *
 * <p>Plays that follow one another and say nothing of it are done together, each host at its own pace. A play that says
 * how it goes over its hosts begins when those before it are done everywhere; a host that failed has no part in it.
 *
 * @param fleet does the work on the hosts of a batch
 * @param stopSignal stops the hosts of a batch when one failure is fatal; the work must mind it
 * @param backwards whether the last play comes first
 */
public record RollingRun(FleetRun fleet, StopSignal stopSignal, boolean backwards) {

    /** Does the work on every target, as far as failures allow. */
    public RunSummary run(List<HostTarget> targets, FleetRun.Work work) {
        Map<String, HostStats> tallies = new LinkedHashMap<>();
        List<RuntimeException> bugs = new ArrayList<>();
        Set<String> out = new HashSet<>();
        for (List<Play> plays : phases(targets)) {
            Rollout rollout = plays.get(0).rollout();
            List<HostTarget> concerned = targets.stream()
                    .map(target -> only(target, plays))
                    .filter(target -> !target.assignments().isEmpty())
                    .toList();
            // Who is with whom does not depend on who failed before.
            for (List<HostTarget> whole : rollout.batches(rollout.order().of(concerned, HostTarget::name))) {
                List<HostTarget> hosts = whole.stream()
                        .filter(target -> !out.contains(target.name()))
                        .toList();
                RunSummary batch = runOne(hosts, rollout, work);
                bugs.addAll(batch.bugs());
                batch.hosts().forEach((host, hostStats) -> tallies.merge(host, hostStats, HostStats::plus));
                batch.hosts().forEach((host, hostStats) -> {
                    if (hostStats.verdict().isBad()) {
                        out.add(host);
                        work.leavesOut(host);
                    }
                });
                int failed = (int) batch.hosts().values().stream()
                        .filter(hostStats -> hostStats.verdict().isBad())
                        .count();
                if (!rollout.isAtOnce() && rollout.endsAfter(failed, hosts.size())) {
                    String why = "the play \"%s\" ended after %d of %d %s failed"
                            .formatted(plays.get(0).name(), failed, hosts.size(), hosts.size() == 1 ? "host" : "hosts");
                    leaveAlone(targets, why, tallies);
                    return new RunSummary(tallies, bugs);
                }
            }
        }
        return new RunSummary(tallies, bugs);
    }

    private RunSummary runOne(List<HostTarget> batch, Rollout rollout, FleetRun.Work work) {
        if (!rollout.anyErrorsFatal()) {
            return fleet.run(batch, work);
        }
        return new FleetRun(fleet.forks(), event -> {
                    if (HostStats.NOTHING.plus(event).verdict().isBad()) {
                        stopSignal.pull();
                    }
                    fleet.listener().accept(event);
                })
                .run(batch, work);
    }

    /** Names the hosts that nothing was begun on. */
    private void leaveAlone(List<HostTarget> targets, String why, Map<String, HostStats> tallies) {
        for (HostTarget target : targets) {
            if (!tallies.containsKey(target.name())) {
                Event stopped = new Event.Stopped(
                        target.name(),
                        Problem.of(
                                target.name() + ": not touched: " + why,
                                "When the cause is out of the way, run the same command again."));
                new MaskingListener(target.secrets(), fleet.listener()).accept(stopped);
                fleet.listener().accept(new Event.Finished(target.name()));
                tallies.put(target.name(), HostStats.NOTHING.plus(stopped));
            }
        }
    }

    private static HostTarget only(HostTarget target, List<Play> plays) {
        return target.with(target.assignments().stream()
                .filter(assignment -> plays.contains(assignment.play()))
                .toList());
    }

    /** The plays in their order; those that say nothing of how they go over their hosts are together. */
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
