package io.dockplay.engine;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.Variables;
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
 * @param shells the way to it
 * @param elsewhere the way to other hosts
 * @param machine what it is
 * @param mode what may be done to it
 * @param brake is asked before each change
 * @param convoy what it has to do with other hosts
 * @param run the run's name on the host's record
 * @param allowed whether a step may make these changes; a saved plan lets no others through
 * @param secrets what must not be shown of it
 * @param pending the handlers that an earlier run has left to be run
 * @param foreseen what a dry run has found so far, in all plays
 * @param tell is told what happens, without the secrets
 */
record Setting(
        String host,
        Shells shells,
        Elsewhere elsewhere,
        Machine machine,
        Mode mode,
        Brake brake,
        Convoy convoy,
        String run,
        BiPredicate<Event.Step, List<Change>> allowed,
        Secrets secrets,
        PendingHandlers pending,
        Foreseen foreseen,
        Consumer<Event> tell) {

    /**
     * The same host, only looked at, and told of to someone else.
     *
     * @param others what it has to do with other hosts, as far as these have only been looked at
     */
    Setting onlyLooking(Convoy others, Consumer<Event> listener) {
        return new Setting(
                host,
                shells,
                elsewhere,
                machine,
                Mode.DRY_RUN,
                brake,
                others,
                run,
                (step, changes) -> true,
                secrets,
                pending,
                new Foreseen(),
                secrets.hiddenFrom(listener));
    }

    /** The same host, on which nothing but this is changed. */
    Setting within(BiPredicate<Event.Step, List<Change>> permitted) {
        return new Setting(
                host,
                shells,
                elsewhere,
                machine,
                mode,
                brake,
                convoy,
                run,
                permitted,
                secrets,
                pending,
                new Foreseen(),
                tell);
    }

    /** The variables of a play on this host; what they come to hold later and is secret is not shown either. */
    Variables known(Target.Assignment assignment) {
        return assignment.on(machine).variables().seenBy(secrets::learn);
    }

    /** Tells what happened to an item, as far as its task allows. */
    void tell(Item item, Event event) {
        tell(item.task(), event);
    }

    /** Tells what happened to a task, as far as it allows. */
    void tell(Task task, Event event) {
        tell.accept(event.shownAs(NoLog.of(task.manner())));
    }

    /** Whether nothing keeps these changes of a resource from being made. */
    boolean permits(Event.Step step, List<Change> changes) {
        return allowed.test(secrets.step(step), secrets.changes(changes));
    }

    /** A play's tasks and, when they are notified, its handlers. */
    Agenda agenda(Play play, Variables variables) {
        return new Agenda(play.tasks(), Optional.of(play), variables, pending.of(play), this::skipped);
    }

    /** Tasks without handlers. */
    Agenda agenda(List<Task> tasks, Variables variables) {
        return new Agenda(tasks, Optional.empty(), variables, Set.of(), this::skipped);
    }

    private void skipped(Task task, String reason) {
        tell.accept(new Event.Skipped(host, new Event.Step(task.name(), task.module(), ""), reason));
    }
}
