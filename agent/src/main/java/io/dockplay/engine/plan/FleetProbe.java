package io.dockplay.engine.plan;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.Forks;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Task;
import java.util.List;
import java.util.stream.Stream;

/**
 * Probes all hosts of a saved plan before the first one is changed, if one host's tasks can depend on other hosts.
 *
 * <p>Each host is compared with its plan by a new dry run. That dry run must see the other hosts as the plan saw them,
 * although some of them are changed by then. So all hosts are probed first if a task runs on one host for all, or may
 * end a play for all.
 */
final class FleetProbe {

    private final List<HostTarget> targets;
    private final FleetCoordinator others = new FleetCoordinator();
    private Forks forks = Forks.UNLIMITED;
    private boolean needed;

    FleetProbe(List<HostTarget> targets) {
        this.targets = List.copyOf(targets);
        this.needed = targets.size() > 1
                && targets.stream()
                        .flatMap(target -> target.assignments().stream())
                        .map(HostTarget.Assignment::play)
                        .distinct()
                        .flatMap(play -> Stream.of(play.tasks(), play.handlers()))
                        .flatMap(List::stream)
                        .anyMatch(FleetProbe::concernsOthers);
    }

    /** Whether a task may depend on other hosts. Included tasks count, because their file may too. */
    private static boolean concernsOthers(Task task) {
        return task.keywords().runOnce().orElse(false)
                || task.module().equals("include_tasks")
                || (task.directive().orElse(null) instanceof MetaAction.EndPlay end && end.forAll());
    }

    /** Adds the hosts that take part in the run. */
    void assemble(List<HostTarget> all) {
        others.assemble(all);
    }

    /** Limits how many hosts are probed at a time. */
    synchronized void useForks(Forks limit) {
        forks = limit;
    }

    /** Returns the coordinator that knows the probed hosts. The first call probes them, if that is needed. */
    synchronized FleetCoordinator others() {
        if (needed) {
            needed = false;
            // Its events are dropped: the dry run of each host reports them again.
            var unused = new FleetRun(forks.number(), event -> {})
                    .run(targets, new ApplyRun(RunMode.DRY_RUN, new StopSignal(), RunId.next(), others));
        }
        return others;
    }
}
