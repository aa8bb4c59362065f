package io.dockplay.engine.task;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.NoLogFilter;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.session.Delegation;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A host that has answered, and all that is needed to talk to it and of it.
 *
 * @param host as the inventory calls it
 * @param session the way to it
 * @param delegation the way to other hosts
 * @param machine what it is
 * @param mode what may be done to it
 * @param stopSignal is asked before each change
 * @param coordinator what it has to do with other hosts
 * @param run the run's name
 * @param allowed whether a step may make these changes; a saved plan lets no others through
 * @param secrets what must not be shown of it
 * @param pending the handlers that an earlier run has left to be run
 * @param planned what a dry run has found so far, in all plays
 * @param tell is told what happens, without the secrets
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
        Consumer<Event> tell) {

    /**
     * The same host, only looked at, and told of to someone else.
     *
     * @param others what it has to do with other hosts, as far as these have only been looked at
     */
    public HostContext onlyLooking(FleetCoordinator others, Consumer<Event> listener) {
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
                secrets.hiddenFrom(listener));
    }

    /** The same host, on which nothing but this is changed. */
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
                tell);
    }

    /** The variables of a play on this host; what they come to hold later and is secret is not shown either. */
    public Variables known(HostTarget.Assignment assignment) {
        return assignment.on(machine).variables().seenBy(secrets::learn);
    }

    /** Tells what happened to an item, as far as its task allows. */
    public void tell(TaskStep step, Event event) {
        tell(step.task(), event);
    }

    /** Tells what happened to a task, as far as it allows. */
    void tell(Task task, Event event) {
        tell.accept(event.shownAs(NoLogFilter.of(task.keywords())));
    }

    /** Whether nothing keeps these changes of a resource from being made. */
    boolean permits(Event.Step step, List<Change> changes) {
        return allowed.test(secrets.step(step), secrets.changes(changes));
    }

    /** A play's tasks and, when they are notified, its handlers. */
    public PlayIterator agenda(Play play, Variables variables) {
        return new PlayIterator(play.tasks(), Optional.of(play), variables, pending.of(play), this::skipped);
    }

    /** Tasks without handlers. */
    public PlayIterator agenda(List<Task> tasks, Variables variables) {
        return new PlayIterator(tasks, Optional.empty(), variables, Set.of(), this::skipped);
    }

    private void skipped(Task task, String reason) {
        tell.accept(new Event.Skipped(host, new Event.Step(task.name(), task.module(), ""), reason));
    }
}
