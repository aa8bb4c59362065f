package io.dockplay.engine;

import io.dockplay.playbook.Block;
import io.dockplay.playbook.Directive;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.Variables;
import io.dockplay.problem.InvalidInput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What is still to be done on one host, in order: tasks whose options are known become {@linkplain Item items} as many at
 * a time as possible, so that one message can look at all of them.
 *
 * <p>Tasks that others include, and handlers whose turn comes, are put in where the cursor stands. What a failure leads to
 * is a matter of where the cursor goes next.
 */
final class Agenda {

    /** Under this name other hosts find the variables that a task set which was done once. */
    private static final String FACTS = "ansible_facts";

    private final List<Task> tasks;
    private final Optional<Play> play;
    private final BiConsumer<Task, String> onSkip;
    private final Notifications notifications;
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final Deque<Item> given = new ArrayDeque<>();
    private final IdentityHashMap<Item, List<Runnable>> skipsAfter = new IdentityHashMap<>();
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private final Set<Block> failed = new HashSet<>();
    private final Deque<Broken> broken = new ArrayDeque<>();
    private Variables variables;
    private boolean plannedInTask;
    private boolean lost;
    private boolean cleared;
    private boolean ended;
    private int mine = -1;
    private BiConsumer<Task, Map<String, Object>> onDoneOnce = (task, result) -> {};
    private int cursor;

    /**
     * @param play whose handlers run and whose choice of tasks holds; none for a mere list of tasks
     * @param pending handlers that an earlier run has left to be run
     * @param onSkip is told each task that does not concern the host, and why
     */
    Agenda(
            List<Task> tasks,
            Optional<Play> play,
            Variables variables,
            Set<String> pending,
            BiConsumer<Task, String> onSkip) {
        this.tasks = new ArrayList<>(tasks);
        this.play = play;
        this.variables = variables;
        this.onSkip = onSkip;
        this.notifications = new Notifications(play.map(Play::handlers).orElse(List.of()), pending);
    }

    /** Items whose options are all known already. */
    static Agenda of(List<Item> items) {
        Agenda agenda = new Agenda(List.of(), Optional.empty(), Variables.NONE, Set.of(), (task, reason) -> {});
        agenda.given.addAll(items);
        return agenda;
    }

    /**
     * What can be looked at next.
     *
     * @param waits a task that cannot be resolved before one that was not run
     * @param directs what the run itself does, before anything else is looked at
     * @param once a task that one host does for all: who is to be found out
     */
    record Batch(List<Item> items, Optional<Waiting> waits, Optional<Directive> directs, Optional<Task> once) {

        static Batch of(List<Item> items) {
            return new Batch(List.copyOf(items), Optional.empty(), Optional.empty(), Optional.empty());
        }

        record Waiting(Task task, String register) {}

        boolean isEmpty() {
            return items.isEmpty() && waits.isEmpty() && directs.isEmpty() && once.isEmpty();
        }
    }

    /** A variable that was given or lost its value before its task's turn had come, and the variables before that. */
    private record Ahead(int number, String name, Variables before) {}

    /** A block whose last tasks run because of a failure that nothing in it has mended, and what is around it. */
    private record Broken(Block block, List<Block.Place> around) {}

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
        while (mayGoOn(items.isEmpty())) {
            Task task = tasks.get(cursor);
            if (task.manner().runOnce().orElse(false) && play.isPresent() && cursor != mine) {
                if (!items.isEmpty()) {
                    break;
                }
                return new Batch(List.of(), Optional.empty(), Optional.empty(), Optional.of(task));
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
            boolean inTurn = resolution instanceof Resolution.NotYet || resolution instanceof Resolution.Directs;
            if (inTurn && !items.isEmpty()) {
                break;
            }
            if (resolution instanceof Resolution.Ready ready
                    && !ready.each().isEmpty()
                    && !items.isEmpty()
                    && !items.get(0).way().sharesShellWith(ready.each().get(0).way())) {
                break;
            }
            cursor++;
            if (resolution instanceof Resolution.NotYet notYet) {
                task.sets().forEach(name -> forget(name, cursor - 1));
                share(task, Map.of());
                if (!task.module().equals("set_fact")) {
                    return new Batch(
                            List.of(),
                            Optional.of(new Batch.Waiting(task, notYet.name())),
                            Optional.empty(),
                            Optional.empty());
                }
            } else if (resolution instanceof Resolution.Directs directs) {
                if (!directed(directs.directive())) {
                    return new Batch(List.of(), Optional.empty(), Optional.of(directs.directive()), Optional.empty());
                }
            } else if (resolution instanceof Resolution.Includes includes) {
                tasks.addAll(cursor, chosen(includes.tasks()));
            } else if (resolution instanceof Resolution.Sets sets) {
                sets.values().forEach((name, value) -> remember(name, value, cursor - 1));
                share(task, Map.of(FACTS, sets.values()));
                task.register()
                        .ifPresent(name -> remember(name, Result.of(false, false, Optional.empty()), cursor - 1));
            } else {
                add(task, resolution, items);
            }
        }
        return Batch.of(items);
    }

    private List<Task> chosen(List<Task> included) {
        return play.map(each -> each.selection().ofIncluded(included)).orElse(included);
    }

    /** Says that the task at the cursor, which one host does for all, is done by this one, and who is told of its result. */
    void doOnce(BiConsumer<Task, Map<String, Object>> told) {
        mine = cursor;
        onDoneOnce = told;
    }

    /** Says that another host did it, and what came of it there. */
    void doneOnce(Map<String, Object> result) {
        Task task = tasks.get(cursor++);
        if (result.get(FACTS) instanceof Map<?, ?> facts) {
            facts.forEach((name, value) -> remember(String.valueOf(name), value, cursor - 1));
        } else if (result.isEmpty()) {
            task.sets().forEach(name -> forget(name, cursor - 1));
        } else {
            task.register().ifPresent(name -> remember(name, result, cursor - 1));
        }
    }

    private void share(Task task, Map<String, Object> result) {
        if (task.manner().runOnce().orElse(false)) {
            onDoneOnce.accept(task, result);
        }
    }

    /** Whether there is a task at the cursor, after what need not be done has been passed over. */
    private boolean mayGoOn(boolean nothingBefore) {
        while (true) {
            if (cursor >= tasks.size() && broken.isEmpty()) {
                if (!nothingBefore) {
                    return false;
                }
                List<Task> handlers = notifications.flush();
                if (handlers.isEmpty()) {
                    return false;
                }
                tasks.addAll(handlers);
                continue;
            }
            Optional<Task> task = cursor < tasks.size() ? Optional.of(tasks.get(cursor)) : Optional.empty();
            if (!broken.isEmpty() && task.filter(this::isInBroken).isEmpty()) {
                if (!nothingBefore) {
                    return false;
                }
                // The last tasks of a block are done whose failure has not been mended: it goes on outside.
                if (!goAfterFailure(broken.pop().around(), cursor - 1)) {
                    return false;
                }
                continue;
            }
            boolean needless = task.orElseThrow().within().stream()
                    .anyMatch(place -> place.part() == Block.Part.RESCUE && !failed.contains(place.block()));
            if (!needless) {
                return true;
            }
            cursor++;
        }
    }

    private boolean isInBroken(Task task) {
        return task.within().stream()
                .anyMatch(place -> place.block().equals(broken.peek().block()) && place.part() == Block.Part.ALWAYS);
    }

    /** Does what the agenda itself can do of a directive; false when it is for someone else. */
    private boolean directed(Directive directive) {
        if (directive instanceof Directive.FlushHandlers) {
            List<Task> handlers = notifications.flush();
            tasks.addAll(cursor, handlers);
            if (!handlers.isEmpty()) {
                // What they notify in their turn runs before the play goes on.
                tasks.add(cursor + handlers.size(), tasks.get(cursor - 1));
            }
            return true;
        }
        if (directive instanceof Directive.EndPlay end && !end.forAll()) {
            endPlay();
            return true;
        }
        return directive instanceof Directive.Noop || directive instanceof Directive.ClearHostErrors;
    }

    /** The play whose tasks these are. */
    Optional<Play> play() {
        return play;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Leaves out all that is to come but the handlers that were notified. */
    void endPlay() {
        ended = true;
        tasks.subList(cursor, tasks.size()).clear();
        broken.clear();
    }

    private void add(Task task, Resolution resolution, List<Item> items) {
        List<Resolution.Bound> each = resolution instanceof Resolution.Ready ready ? ready.each() : List.of();
        if (each.isEmpty()) {
            String reason = resolution instanceof Resolution.Skipped skipped ? skipped.reason() : "its loop is empty";
            if (items.isEmpty()) {
                onSkip.accept(task, reason);
            } else {
                // It is told when its turn comes.
                skipsAfter
                        .computeIfAbsent(items.get(items.size() - 1), any -> new ArrayList<>())
                        .add(() -> onSkip.accept(task, reason));
            }
            Map<String, Object> result = task.loops() ? Result.ofTask(List.of(), true) : Result.skipped();
            task.register().ifPresent(name -> remember(name, result, cursor - 1));
            notifications.ended(task);
            share(task, result);
            return;
        }
        for (int i = 0; i < each.size(); i++) {
            items.add(Item.of(task, each.get(i), cursor - 1, i == each.size() - 1));
        }
        task.register().ifPresent(name -> forget(name, cursor - 1));
    }

    /** Says what became of an item; items are told in their order. */
    void done(Item item, Map<String, Object> result) {
        results.add(result);
        if (Boolean.TRUE.equals(result.get("changed"))) {
            notifications.notify(item, true);
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
        notifications.notify(item, certain);
        end(item);
    }

    /** Says that it is not known what an item would give, and that it changes nothing. */
    void unknown(Item item) {
        plannedInTask = true;
        end(item);
    }

    /** What it depends on whether an item's task is run at all; empty when it is run. */
    Optional<String> dependsOn(Item item) {
        return notifications.dependsOn(item.task());
    }

    private void end(Item item) {
        if (item.last()) {
            if (plannedInTask) {
                share(item.task(), Map.of());
            } else {
                Map<String, Object> result =
                        Result.ofTask(List.copyOf(results), item.task().loops());
                share(item.task(), result);
                item.task().register().ifPresent(name -> variables = variables.remembering(name, result));
            }
            results.clear();
            plannedInTask = false;
            notifications.ended(item.task());
        }
        skipsAfter.getOrDefault(item, List.of()).forEach(Runnable::run);
    }

    /**
     * Goes on where a failure leads: to what rescues its block, to what is always done, or to handlers that run in any case.
     *
     * @return false where it leads nowhere
     */
    boolean failed(Item item, Map<String, Object> result) {
        results.clear();
        plannedInTask = false;
        notifications.failed(item.task());
        return failed(item.task(), item.number(), result);
    }

    /** The task that could not be resolved. */
    Optional<Task> atFault() {
        return cursor > 0 && cursor <= tasks.size() ? Optional.of(tasks.get(cursor - 1)) : Optional.empty();
    }

    /** The same of that task. */
    boolean failed(String why) {
        return failed(
                tasks.get(cursor - 1),
                cursor - 1,
                Map.of("failed", true, "changed", false, "skipped", false, "msg", why));
    }

    private boolean failed(Task task, int number, Map<String, Object> result) {
        share(task, result);
        // What was known too soon of tasks that do not come now is not known.
        while (!ahead.isEmpty() && ahead.peek().number() > number) {
            Ahead undone = ahead.pop();
            variables = variables.remembering(undone.name(), undone.before());
        }
        variables = variables
                .remembering(Task.FAILED_TASK, Map.of("name", task.name(), "action", task.module()))
                .remembering(Task.FAILED_RESULT, result);
        return goAfterFailure(task.within(), number);
    }

    private boolean goAfterFailure(List<Block.Place> places, int number) {
        for (int i = places.size() - 1; i >= 0; i--) {
            Block.Place place = places.get(i);
            Block block = place.block();
            broken.removeIf(each -> each.block().equals(block));
            if (place.part() == Block.Part.BODY && block.rescues()) {
                failed.add(block);
                return goTo(block, Block.Part.RESCUE, number);
            }
            if (place.part() != Block.Part.ALWAYS && block.tidies()) {
                broken.push(new Broken(block, places.subList(0, i)));
                return goTo(block, Block.Part.ALWAYS, number);
            }
        }
        broken.clear();
        for (int i = number + 1; i < tasks.size(); i++) {
            if (tasks.get(i).directive().orElse(null) instanceof Directive.ClearHostErrors) {
                cursor = i + 1;
                cleared = true;
                return true;
            }
        }
        boolean first = !lost;
        lost = true;
        cursor = Math.min(number + 1, tasks.size());
        tasks.subList(cursor, tasks.size()).clear();
        return first && play.map(Play::forceHandlers).orElse(false) && notifications.any();
    }

    private boolean goTo(Block block, Block.Part part, int after) {
        for (int i = after + 1; i < tasks.size(); i++) {
            if (tasks.get(i).within().contains(new Block.Place(block, part))) {
                cursor = i;
                return true;
            }
        }
        throw new IllegalStateException("a block has lost its " + part);
    }

    /** Whether a failure was not mended, although something still ran after it. */
    boolean isLost() {
        return lost;
    }

    /** Whether something failed and the host went on because the play says so. */
    boolean isCleared() {
        return cleared;
    }

    /** The lines by which the host remembers the handlers that a change of this item notifies. */
    String pending(Item item) {
        boolean there = play.isPresent()
                && item.root() == play.get().become()
                && item.way().host().isEmpty();
        return there ? PendingHandlers.lines(play.get().name(), notifications.note(item.task())) : "";
    }

    /** The handlers that are still to be run. */
    Notifications notifications() {
        return notifications;
    }

    /** The variables as they are now, with what was registered. */
    Variables variables() {
        return variables;
    }

    private void remember(String name, Object value, int number) {
        ahead.push(new Ahead(number, name, variables));
        variables = variables.remembering(name, value);
    }

    private void forget(String name, int number) {
        ahead.push(new Ahead(number, name, variables));
        variables = variables.withNotYet(name);
    }
}
