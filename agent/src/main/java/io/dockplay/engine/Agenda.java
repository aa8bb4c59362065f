package io.dockplay.engine;

import io.dockplay.playbook.Directive;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.Variables;
import io.dockplay.problem.InvalidInput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What is still to be done on one host, in order: tasks whose options are known become {@linkplain Item items} as many at
 * a time as possible, so that one message can look at all of them.
 *
 * <p>Tasks that others include, and handlers whose turn comes, are put into their {@linkplain Course way}.
 */
final class Agenda {

    /** Under this name other hosts find the variables that a task set which was done once. */
    private static final String FACTS = "ansible_facts";

    /** Under this one what a task included that was done once. */
    private static final String INCLUDED = " included";

    private final Course course;
    private final Memory memory;
    private final Optional<Play> play;
    private final BiConsumer<Task, String> onSkip;
    private final Notifications notifications;
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final Deque<Item> given = new ArrayDeque<>();
    private final IdentityHashMap<Item, List<Runnable>> skipsAfter = new IdentityHashMap<>();
    private final TreeSet<Place> passedEnds = new TreeSet<>();
    private Consumer<Map<String, Object>> onDoneOnce = result -> {};
    private Optional<Place> mine = Optional.empty();
    private boolean plannedInTask;
    private boolean ended;

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
        this.course = new Course(tasks);
        this.memory = new Memory(variables);
        this.play = play;
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
     * The next items that can be looked at together; empty at the end.
     *
     * @throws InvalidInput when the next task's options are wrong on this host
     */
    Batch take() {
        List<Item> items = new ArrayList<>();
        while (!given.isEmpty()
                && (items.isEmpty()
                        || items.get(0).way().sharesShellWith(given.peek().way()))) {
            items.add(given.poll());
        }
        if (!given.isEmpty()) {
            return Batch.of(items);
        }
        for (Optional<Task> next = next(items); next.isPresent(); next = next(items)) {
            Task task = next.get();
            if (isOnce(task) && !mine.equals(Optional.of(course.place(course.upcoming())))) {
                if (!items.isEmpty()) {
                    break;
                }
                return new Batch(List.of(), Optional.empty(), Optional.empty(), Optional.of(task));
            }
            Resolution resolution;
            try {
                resolution = task.resolve(memory.variables());
                if (resolution instanceof Resolution.Ready && play.isPresent()) {
                    notifications.check(task);
                }
            } catch (InvalidInput wrong) {
                if (items.isEmpty()) {
                    course.advance();
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
            course.advance();
            if (resolution instanceof Resolution.NotYet notYet) {
                task.sets().forEach(this::await);
                share(course.number(), Map.of());
                if (!task.module().equals("set_fact")) {
                    return new Batch(
                            List.of(),
                            Optional.of(new Batch.Waiting(task, notYet.name())),
                            Optional.empty(),
                            Optional.empty());
                }
            } else if (resolution instanceof Resolution.Directs directs) {
                if (!directed(directs.directive())) {
                    Batch.Directed directed = new Batch.Directed(directs.directive(), task, course.number());
                    return new Batch(List.of(), Optional.empty(), Optional.of(directed), Optional.empty());
                }
            } else if (resolution instanceof Resolution.Includes includes) {
                include(includes);
                share(course.number(), Map.of(INCLUDED, includes));
            } else if (resolution instanceof Resolution.Sets sets) {
                sets.values().forEach(this::remember);
                share(course.number(), Map.of(FACTS, sets.values()));
                task.register().ifPresent(name -> remember(name, Result.of(false, false, Optional.empty())));
            } else {
                add(task, resolution, items);
                if (!given.isEmpty()) {
                    break;
                }
            }
        }
        return Batch.of(items);
    }

    /** Whether one host does a task for all; what {@code meta} says is for each host. */
    private boolean isOnce(Task task) {
        return task.manner().runOnce().orElse(false)
                && play.isPresent()
                && !task.module().equals("meta");
    }

    private void include(Resolution.Includes includes) {
        if (play.isPresent()) {
            notifications.add(includes.handlers());
        }
        course.insert(chosen(includes.tasks()));
    }

    private List<Task> chosen(List<Task> included) {
        return play.map(each -> each.selection().ofIncluded(included)).orElse(included);
    }

    /** Says that the task that comes next, which one host does for all, is done by this one, and who is told of its result. */
    void doOnce(Consumer<Map<String, Object>> told) {
        mine = Optional.of(course.place(course.upcoming()));
        onDoneOnce = told;
    }

    /** What a task of this number is to all hosts. */
    Deed deed(Task task, int number) {
        return Deed.of(play.map(Play::number).orElse(-1), course.place(number), task);
    }

    /** The number of the task that comes next. */
    int upcoming() {
        return course.upcoming();
    }

    /** Where the task with a number stands in the play. */
    Place place(int number) {
        return course.place(number);
    }

    /** Where, as the last before a place, the play might have ended for all hosts, but has not on this one. */
    Optional<Place> endBefore(Place place) {
        return Optional.ofNullable(passedEnds.lower(place));
    }

    /** Says that another host did it, and what came of it there. */
    void doneOnce(Map<String, Object> result) {
        course.advance();
        Task task = course.last();
        if (result.get(INCLUDED) instanceof Resolution.Includes includes) {
            include(includes);
        } else if (result.get(FACTS) instanceof Map<?, ?> facts) {
            facts.forEach((name, value) -> remember(String.valueOf(name), value));
        } else if (result.isEmpty()) {
            task.sets().forEach(this::await);
        } else {
            task.register().ifPresent(name -> remember(name, result));
        }
    }

    /** Tells the other hosts what came of a task, if it is the one that this host does for all. */
    private void share(int number, Map<String, Object> result) {
        if (mine.equals(Optional.of(course.place(number)))) {
            onDoneOnce.accept(result);
        }
    }

    /** Says that the run itself has done, or left out, what a task says. */
    void directed(Batch.Directed directed, boolean skipped) {
        share(directed.number(), skipped ? Result.skipped() : Result.of(false, false, Optional.empty()));
    }

    /** The next task; at the end the handlers that were notified come. */
    private Optional<Task> next(List<Item> before) {
        Optional<Task> next = course.next(before.isEmpty());
        boolean handlersToo = !course.isLost() || play.map(Play::forceHandlers).orElse(false);
        if (next.isPresent() || !before.isEmpty() || !handlersToo) {
            return next;
        }
        course.append(notifications.flush(), notifications::number);
        return course.next(true);
    }

    /** Does what the agenda itself can do of a directive; false when it is for someone else. */
    private boolean directed(Directive directive) {
        if (directive instanceof Directive.FlushHandlers) {
            List<Task> handlers = notifications.flush();
            if (!handlers.isEmpty()) {
                // What they notify in their turn runs before the play goes on.
                course.insertHandlers(handlers, notifications::number);
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
        if (!ended) {
            notifications.renew();
        }
        ended = true;
        given.clear();
        results.clear();
        plannedInTask = false;
        course.cut();
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
            task.register().ifPresent(name -> remember(name, result));
            notifications.ended(task);
            share(course.number(), result);
            if (task.directive().orElse(null) instanceof Directive.EndPlay end && end.forAll()) {
                passedEnds.add(course.place(course.number()));
            }
            return;
        }
        for (int i = 0; i < each.size(); i++) {
            Item item = Item.of(task, each.get(i), course.number(), i == each.size() - 1);
            // Each element may be of another host; those of one shell, as long as they follow one another, come
            // together.
            boolean together =
                    given.isEmpty() && (items.isEmpty() || items.get(0).way().sharesShellWith(item.way()));
            (together ? items : given).add(item);
        }
        task.register().ifPresent(this::await);
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
                share(item.number(), Map.of());
            } else {
                Map<String, Object> result =
                        Result.ofTask(List.copyOf(results), item.task().loops());
                share(item.number(), result);
                item.task().register().ifPresent(name -> memory.keep(name, result));
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

    /** The same of a task that could not even be resolved: the one that was passed last. */
    boolean failed(String why) {
        return failed(
                course.last(), course.number(), Map.of("failed", true, "changed", false, "skipped", false, "msg", why));
    }

    private boolean failed(Task task, int number, Map<String, Object> result) {
        given.clear();
        share(number, result);
        memory.fail(task, number, result);
        boolean first = !course.isLost();
        return course.fail(task.within(), number)
                || (first && play.map(Play::forceHandlers).orElse(false) && notifications.any());
    }

    /** Whether a block around a task mends its failure. */
    boolean mends(Task task) {
        return course.mends(task);
    }

    /** The task that was passed last, such as one that could not be resolved. */
    Task last() {
        return course.last();
    }

    /** Whether a failure was not mended, although something still ran after it. */
    boolean isLost() {
        return course.isLost();
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

    private void remember(String name, Object value) {
        memory.keep(name, value, course.number());
    }

    private void await(String name) {
        memory.await(name, course.number());
    }
}
