package io.dockplay.engine;

import io.dockplay.playbook.Directive;
import io.dockplay.playbook.Task;
import java.util.List;
import java.util.stream.Stream;

/**
 * What hosts that a saved plan is for have to do with one another, as far as they have only been looked at: the look with
 * which each is compared must find it as the plan did, whichever hosts have been changed by then.
 *
 * <p>So where a playbook has a task that one host does for all, or may end a play for all, all hosts are looked at first.
 */
final class FirstLook {

    private final List<Target> targets;
    private final Convoy others = new Convoy();
    private Forks forks = Forks.UNLIMITED;
    private boolean needed;

    FirstLook(List<Target> targets) {
        this.targets = List.copyOf(targets);
        this.needed = targets.size() > 1
                && targets.stream()
                        .flatMap(target -> target.assignments().stream())
                        .map(Target.Assignment::play)
                        .distinct()
                        .flatMap(play -> Stream.of(play.tasks(), play.handlers()))
                        .flatMap(List::stream)
                        .anyMatch(FirstLook::concernsOthers);
    }

    /** Whether a task knows of other hosts; what a file holds whose name depends on the host is not known. */
    private static boolean concernsOthers(Task task) {
        return task.manner().runOnce().orElse(false)
                || task.module().equals("include_tasks")
                || (task.directive().orElse(null) instanceof Directive.EndPlay end && end.forAll());
    }

    void assemble(List<Target> all) {
        others.assemble(all);
    }

    synchronized void within(Forks limit) {
        forks = limit;
    }

    /** What they have to do with one another; looks at all of them when it is first asked. */
    synchronized Convoy others() {
        if (needed) {
            needed = false;
            // What it tells, the look that follows tells too.
            var unused = new FleetRun(forks.number(), event -> {})
                    .run(targets, new HostRun(Mode.DRY_RUN, new Brake(), RunName.next(), others));
        }
        return others;
    }
}
