package io.dockplay.engine.task;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.MaskingListener;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.iterator.PersistedHandlers;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.session.Delegation;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A host that has answered, with all that its tasks need to run.
 *
 * @param host as the inventory calls it
 * @param session the connection to it
 * @param delegation the connections to the hosts that its tasks are delegated to
 * @param machine what it is
 * @param mode whether it may be changed
 * @param stopSignal is asked before each change
 * @param coordinator what it has to do with other hosts
 * @param run the run's name
 * @param allowed whether a step may make these changes; a saved plan allows no others
 * @param secrets what every event of it masks
 * @param pending the handlers that an earlier run has left to be run
 * @param planned what a dry run has planned so far, in all plays
 * @param listener hears every event, without the secrets
 */
public record HostContext(
        String host,
        HostSession session,
        Delegation delegation,
        Machine machine,
        RunMode mode,
        StopSignal stopSignal,
        FleetCoordinator coordinator,
        RunId run,
        BiPredicate<Event.Step, List<Change>> allowed,
        Secrets secrets,
        PersistedHandlers pending,
        PlannedChanges planned,
        MaskingListener listener) {

    /**
     * This host in a dry run, with another listener.
     *
     * @param others what it has to do with other hosts in that dry run
     * @param other hears its events
     */
    public HostContext onlyProbed(FleetCoordinator others, Consumer<Event> other) {
        return new HostContext(
                host,
                session,
                delegation,
                machine,
                RunMode.DRY_RUN,
                stopSignal,
                others,
                run,
                (step, changes) -> true,
                secrets,
                pending,
                new PlannedChanges(),
                new MaskingListener(secrets, other));
    }

    /** This host, on which only permitted changes are made. */
    public HostContext within(BiPredicate<Event.Step, List<Change>> permitted) {
        return new HostContext(
                host,
                session,
                delegation,
                machine,
                mode,
                stopSignal,
                coordinator,
                run,
                permitted,
                secrets,
                pending,
                new PlannedChanges(),
                listener);
    }

    /** The variables of a play on this host; secrets that they come to hold later are masked too. */
    public Variables variables(HostTarget.Assignment assignment) {
        return assignment.on(machine).variables().seenBy(secrets::learn);
    }

    /** Whether a step is only looked at, by a dry run or because its task says so. */
    boolean onlyLooks(TaskStep step) {
        return mode.onlyProbes() || step.isOnlyLookedAt();
    }

    /** Reports an event of the host. */
    public void report(Event event) {
        listener.accept(event);
    }

    /** Reports an event of a task, as far as its {@code no_log} and {@code diff} allow. */
    public void report(Task task, Event event) {
        report(event.shownAs(NoLogFilter.of(task.keywords())));
    }

    /** Reports something that people should know of the host, and that belongs to no task. */
    public void warn(String text) {
        report(new Event.Warned(host, Event.Step.HOST, text));
    }

    /** Whether the saved plan, if there is one, has these changes of a step. */
    boolean permits(Event.Step step, List<Change> changes) {
        return allowed.test(secrets.step(step), secrets.changes(changes));
    }
}
