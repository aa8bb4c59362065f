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
 * What hosts that a saved plan is for have to do with one another, as far as they have only been looked at: the look with
 * which each is compared must find it as the plan did, whichever hosts have been changed by then.
 *
 * <p>So where a playbook has a task that one host does for all, or may end a play for all, all hosts are looked at first.
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

    /** Whether a task knows of other hosts; what a file holds whose name depends on the host is not known. */
    private static boolean concernsOthers(Task task) {
        return task.keywords().runOnce().orElse(false)
                || task.module().equals("include_tasks")
                || (task.directive().orElse(null) instanceof MetaAction.EndPlay end && end.forAll());
    }

    void assemble(List<HostTarget> all) {
        others.assemble(all);
    }

    synchronized void within(Forks limit) {
        forks = limit;
    }

    /** What they have to do with one another; looks at all of them when it is first asked. */
    synchronized FleetCoordinator others() {
        if (needed) {
            needed = false;
            // What it tells, the look that follows tells too.
            var unused = new FleetRun(forks.number(), event -> {})
                    .run(targets, new ApplyRun(RunMode.DRY_RUN, new StopSignal(), RunId.next(), others));
        }
        return others;
    }
}
