package io.dockplay.engine;

import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What is still to be done on one host, in order: tasks whose options are known become {@linkplain Item items} as many at
 * a time as possible, so that one message can look at all of them.
 */
final class Agenda {

    private final List<Task> tasks;
    private final boolean becomeByDefault;
    private final BiConsumer<Task, String> onSkip;
    private final Set<String> notified = new LinkedHashSet<>();
    private final Map<String, String> notifiedAfter = new LinkedHashMap<>();
    private final Map<String, String> uncertain;
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final Deque<Item> given = new ArrayDeque<>();
    private Variables variables;
    private final IdentityHashMap<Item, List<Runnable>> skipsAfter = new IdentityHashMap<>();
    private boolean plannedInTask;
    private int cursor;

    /**
     * @param uncertain the names of tasks that may turn out not to be run → what that depends on
     * @param onSkip is told each task that does not concern the host, and why
     */
    Agenda(
            List<Task> tasks,
            boolean becomeByDefault,
            Variables variables,
            Map<String, String> uncertain,
            BiConsumer<Task, String> onSkip) {
        this.tasks = tasks;
        this.becomeByDefault = becomeByDefault;
        this.variables = variables;
        this.uncertain = Map.copyOf(uncertain);
        this.onSkip = onSkip;
    }

    /** Items whose options are all known already. */
    static Agenda of(List<Item> items) {
        Agenda agenda = new Agenda(List.of(), true, Variables.NONE, Map.of(), (task, reason) -> {});
        agenda.given.addAll(items);
        return agenda;
    }

    /** What can be looked at next; {@code waits} is a task that cannot be resolved before one that was not run. */
    record Batch(List<Item> items, Optional<Waiting> waits) {

        record Waiting(Task task, String register) {}

        boolean isEmpty() {
            return items.isEmpty() && waits.isEmpty();
        }
    }

    /**
     * The next items that can be looked at together; empty at the end.
     *
     * @throws InvalidInput when the next task's options are wrong on this host
     */
    Batch take() {
        List<Item> items = new ArrayList<>();
        while (!given.isEmpty()
                && (items.isEmpty() || items.get(0).root() == given.peek().root())) {
            items.add(given.poll());
        }
        while (cursor < tasks.size()) {
            Task task = tasks.get(cursor);
            boolean root = task.become().orElse(becomeByDefault);
            if (!items.isEmpty() && items.get(0).root() != root) {
                break;
            }
            Resolution resolution;
            try {
                resolution = task.resolve(variables);
            } catch (InvalidInput wrong) {
                if (items.isEmpty()) {
                    cursor++;
                    throw wrong;
                }
                break; // its turn comes when what stands before it is done
            }
            if (resolution instanceof Resolution.NotYet notYet) {
                if (!items.isEmpty()) {
                    break;
                }
                cursor++;
                forgetResultOf(task);
                return new Batch(List.of(), Optional.of(new Batch.Waiting(task, notYet.name())));
            }
            cursor++;
            add(task, root, resolution, items);
        }
        return new Batch(List.copyOf(items), Optional.empty());
    }

    private void add(Task task, boolean root, Resolution resolution, List<Item> items) {
        List<Resource<?>> resources = resolution instanceof Resolution.Ready ready ? ready.resources() : List.of();
        if (resources.isEmpty()) {
            String reason = resolution instanceof Resolution.Skipped skipped ? skipped.reason() : "its loop is empty";
            if (items.isEmpty()) {
                onSkip.accept(task, reason);
            } else {
                // It is told when its turn comes.
                skipsAfter
                        .computeIfAbsent(items.get(items.size() - 1), any -> new ArrayList<>())
                        .add(() -> onSkip.accept(task, reason));
            }
            keep(task, task.loop().isPresent() ? Result.ofTask(List.of(), true) : Result.skipped());
            return;
        }
        for (int i = 0; i < resources.size(); i++) {
            items.add(new Item(task, resources.get(i), root, i == resources.size() - 1));
        }
        forgetResultOf(task);
    }

    /** Says what became of an item; items are told in their order. */
    void done(Item item, Map<String, Object> result) {
        results.add(result);
        if (Boolean.TRUE.equals(result.get("changed"))) {
            notify(item, true);
        }
        end(item);
    }

    /**
     * Says that an item would be changed, in a run that changes nothing: what it would give is not known.
     *
     * @param certain whether the change does not depend on another one
     */
    void planned(Item item, boolean certain) {
        plannedInTask = true;
        notify(item, certain);
        end(item);
    }

    private void notify(Item item, boolean certain) {
        for (String handler : item.task().notifies()) {
            boolean known = notified.add(handler);
            if (certain) {
                notifiedAfter.remove(handler);
            } else if (known) {
                notifiedAfter.put(handler, item.step().toString());
            }
        }
    }

    /** What it depends on whether an item's task is run at all; empty when it is run. */
    Optional<String> dependsOn(Item item) {
        return Optional.ofNullable(uncertain.get(item.task().name()));
    }

    private void end(Item item) {
        if (item.last()) {
            if (!plannedInTask) {
                keep(
                        item.task(),
                        Result.ofTask(List.copyOf(results), item.task().loop().isPresent()));
            }
            results.clear();
            plannedInTask = false;
        }
        skipsAfter.getOrDefault(item, List.of()).forEach(Runnable::run);
    }

    /** The handlers that changes have notified. */
    Set<String> notified() {
        return notified;
    }

    /** Of these handlers those that only changes have notified which depend on others → such a change. */
    Map<String, String> notifiedAfter() {
        return notifiedAfter;
    }

    /** The variables as they are now, with what was registered. */
    Variables variables() {
        return variables;
    }

    private void keep(Task task, Map<String, Object> result) {
        task.register().ifPresent(name -> variables = variables.with(name, result));
    }

    private void forgetResultOf(Task task) {
        task.register().ifPresent(name -> variables = variables.withNotYet(name));
    }
}
