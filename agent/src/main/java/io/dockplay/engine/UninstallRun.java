package io.dockplay.engine;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.Variables;
import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Resource;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import io.dockplay.transport.Unreachable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives one host back: what its record says was brought is taken away in reverse order, then the play's own
 * {@code uninstall:} tasks run, then the record goes.
 *
 * @param mode what the run may do to the host
 * @param brake keeps the host from another change when the fleet's run has ended
 */
public record UninstallRun(Mode mode, Brake brake) implements FleetRun.Work {

    /** A run that nothing stops. */
    public UninstallRun(Mode mode) {
        this(mode, new Brake());
    }

    @Override
    public void on(Target target, Consumer<Event> listener) {
        List<Target.Assignment> backwards = new ArrayList<>(target.assignments());
        Collections.reverse(backwards);
        Target reversed = new Target(target.name(), target.connector(), target.becomePassword(), backwards);
        new HostRun(mode, brake)
                .onHost(reversed, listener, setting -> HostRun.plays(setting, reversed, this::giveBack));
    }

    private boolean giveBack(Setting setting, Play play, Variables variables) throws Unreachable, BecomeRefused {
        Answers answers = setting.shells()
                .exchange(play.become(), Message.record(), Live.SILENT)
                .answers();
        int bytes = answers.bytes("record").map(found -> found.length).orElse(0);
        HostRecord record = HostRecord.read(answers.raw("record"));
        Convergence convergence = setting.convergence(Optional.empty());
        List<Item> brought = brought(play, variables);
        if (!convergence.run(Agenda.of(undo(brought, record)))
                || !convergence.run(setting.agenda(play.uninstall(), play, variables))) {
            return false;
        }
        if (mode == Mode.APPLY) {
            Message forget = Message.forget(bytes, record.without(brought).text(), List.of());
            setting.shells().exchange(play.become(), forget, Live.SILENT);
        }
        return true;
    }

    /** All that the play may have brought; the record tells what of it was brought indeed. */
    private static List<Item> brought(Play play, Variables variables) {
        List<Item> brought = new ArrayList<>();
        Variables known = variables;
        for (List<Task> tasks : List.of(play.tasks(), play.handlers())) {
            for (Task task : tasks) {
                boolean root = task.become().orElse(play.become());
                for (Resource<?> resource : task.supposed(known)) {
                    brought.add(new Item(task, resource, root, true));
                }
                if (task.register().isPresent()) {
                    known = known.withNotYet(task.register().get());
                }
            }
        }
        return brought;
    }

    /** What takes the recorded changes back, the last change first. */
    private static List<Item> undo(List<Item> items, HostRecord record) {
        List<Item> undone = new ArrayList<>();
        IdentityHashMap<Item, List<Change>> recorded = record.made(items);
        for (Item item : items) {
            List<Change> made = recorded.getOrDefault(item, List.of());
            if (!made.isEmpty()) {
                List<Item> back = item.resource().undo(made).stream()
                        .map(resource -> new Item(item.task(), resource, item.root(), true))
                        .toList();
                undone.addAll(0, back);
            }
        }
        return undone;
    }
}
