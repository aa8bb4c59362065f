package io.dockplay.engine.task;

import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.coordination.TaskPath;
import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResolver;
import io.dockplay.playbook.TaskResult;
import io.dockplay.playbook.eval.Variables;
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
 * What is still to be done on one host, in order: tasks whose options are known become {@linkplain TaskStep items} as many at
 * a time as possible, so that one message can look at all of them.
 *
 * <p>Tasks that others include, and handlers whose turn comes, are put into their {@linkplain BlockCursor way}.
 */
public final class PlayIterator {

    /** Under this name other hosts find the variables that a task set which was done once. */
    private static final String FACTS = "ansible_facts";

    /** Under this one what a task included that was done once. */
    private static final String INCLUDED = " included";

    private final BlockCursor cursor;
    private final RegisteredVariables registered;
    private final Optional<Play> play;
    private final BiConsumer<Task, String> onSkip;
    private final HandlerQueue handlers;
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final Deque<TaskStep> given = new ArrayDeque<>();
    private final IdentityHashMap<TaskStep, List<Runnable>> skipsAfter = new IdentityHashMap<>();
    private final TreeSet<TaskPath> passedEnds = new TreeSet<>();
    private Consumer<Map<String, Object>> onDoneOnce = result -> {};
    private Optional<TaskPath> mine = Optional.empty();
    private boolean plannedInTask;
    private boolean ended;

    /**
     * @param play whose handlers run and whose choice of tasks holds; none for a mere list of tasks
     * @param pending handlers that an earlier run has left to be run
     * @param onSkip is told each task that does not concern the host, and why
     */
    PlayIterator(
            List<Task> tasks,
            Optional<Play> play,
            Variables variables,
            Set<String> pending,
            BiConsumer<Task, String> onSkip) {
        this.cursor = new BlockCursor(tasks);
        this.registered = new RegisteredVariables(variables);
        this.play = play;
        this.onSkip = onSkip;
        this.handlers = new HandlerQueue(play.map(Play::handlers).orElse(List.of()), pending);
    }

    /** Items whose options are all known already. */
    public static PlayIterator of(List<TaskStep> items) {
        PlayIterator iterator =
                new PlayIterator(List.of(), Optional.empty(), Variables.NONE, Set.of(), (task, reason) -> {});
        iterator.given.addAll(items);
        return iterator;
    }

    /**
     * The next items that can be looked at together; empty at the end.
     *
     * @throws InvalidInput when the next task's options are wrong on this host
     */
    Batch take() {
        List<TaskStep> items = new ArrayList<>();
        while (!given.isEmpty()
                && (items.isEmpty()
                        || items.get(0).runAs().sharesShellWith(given.peek().runAs()))) {
            items.add(given.poll());
        }
        if (!given.isEmpty()) {
            return Batch.of(items);
        }
        for (Optional<Task> next = next(items); next.isPresent(); next = next(items)) {
            Task task = next.get();
            if (isOnce(task) && !mine.equals(Optional.of(cursor.place(cursor.upcoming())))) {
                if (!items.isEmpty()) {
                    break;
                }
                return new Batch(List.of(), Optional.empty(), Optional.empty(), Optional.of(task));
            }
            Resolution resolution;
            try {
                resolution = new TaskResolver(registered.variables()).resolve(task);
                if (resolution instanceof Resolution.Ready && play.isPresent()) {
                    handlers.check(task);
                }
            } catch (InvalidInput wrong) {
                if (items.isEmpty()) {
                    cursor.advance();
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
                    && !items.get(0).runAs().sharesShellWith(ready.each().get(0).runAs())) {
                break;
            }
            cursor.advance();
            if (resolution instanceof Resolution.NotYet notYet) {
                task.sets().forEach(this::await);
                share(cursor.number(), Map.of());
                if (!task.module().equals("set_fact")) {
                    return new Batch(
                            List.of(),
                            Optional.of(new Batch.Waiting(task, notYet.name())),
                            Optional.empty(),
                            Optional.empty());
                }
            } else if (resolution instanceof Resolution.Directs directs) {
                if (!directed(directs.metaAction())) {
                    Batch.Directed directed = new Batch.Directed(directs.metaAction(), task, cursor.number());
                    return new Batch(List.of(), Optional.empty(), Optional.of(directed), Optional.empty());
                }
            } else if (resolution instanceof Resolution.Includes includes) {
                include(includes);
                share(cursor.number(), Map.of(INCLUDED, includes));
            } else if (resolution instanceof Resolution.Sets sets) {
                sets.values().forEach(this::remember);
                share(cursor.number(), Map.of(FACTS, sets.values()));
                task.register().ifPresent(name -> remember(name, TaskResult.of(false, false, Optional.empty())));
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
        return task.keywords().runOnce().orElse(false)
                && play.isPresent()
                && !task.module().equals("meta");
    }

    private void include(Resolution.Includes includes) {
        if (play.isPresent()) {
            handlers.add(includes.handlers());
        }
        cursor.insert(chosen(includes.tasks()));
    }

    private List<Task> chosen(List<Task> included) {
        return play.map(each -> each.selection().ofIncluded(included)).orElse(included);
    }

    /** Says that the task that comes next, which one host does for all, is done by this one, and who is told of its result. */
    void doOnce(Consumer<Map<String, Object>> told) {
        mine = Optional.of(cursor.place(cursor.upcoming()));
        onDoneOnce = told;
    }

    /** What a task of this number is to all hosts. */
    SharedTask deed(Task task, int number) {
        return SharedTask.of(play.map(Play::number).orElse(-1), cursor.place(number), task);
    }

    /** The number of the task that comes next. */
    int upcoming() {
        return cursor.upcoming();
    }

    /** Where the task with a number stands in the play. */
    TaskPath place(int number) {
        return cursor.place(number);
    }

    /** Where, as the last before a place, the play might have ended for all hosts, but has not on this one. */
    Optional<TaskPath> endBefore(TaskPath taskPath) {
        return Optional.ofNullable(passedEnds.lower(taskPath));
    }

    /** Says that another host did it, and what came of it there. */
    void doneOnce(Map<String, Object> result) {
        cursor.advance();
        Task task = cursor.last();
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
        if (mine.equals(Optional.of(cursor.place(number)))) {
            onDoneOnce.accept(result);
        }
    }

    /** Says that the run itself has done, or left out, what a task says. */
    void directed(Batch.Directed directed, boolean skipped) {
        share(directed.number(), skipped ? TaskResult.skipped() : TaskResult.of(false, false, Optional.empty()));
    }

    /** The next task; at the end the handlers that were notified come. */
    private Optional<Task> next(List<TaskStep> before) {
        Optional<Task> next = cursor.next(before.isEmpty());
        boolean handlersToo = !cursor.isLost() || play.map(Play::forceHandlers).orElse(false);
        if (next.isPresent() || !before.isEmpty() || !handlersToo) {
            return next;
        }
        cursor.append(handlers.flush(), handlers::number);
        return cursor.next(true);
    }

    /** Does what the agenda itself can do of a directive; false when it is for someone else. */
    private boolean directed(MetaAction metaAction) {
        if (metaAction instanceof MetaAction.FlushHandlers) {
            List<Task> notified = handlers.flush();
            if (!notified.isEmpty()) {
                // What they notify in their turn runs before the play goes on.
                cursor.insertHandlers(notified, handlers::number);
            }
            return true;
        }
        if (metaAction instanceof MetaAction.EndPlay end && !end.forAll()) {
            endPlay();
            return true;
        }
        return metaAction instanceof MetaAction.Noop || metaAction instanceof MetaAction.ClearHostErrors;
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
            handlers.renew();
        }
        ended = true;
        given.clear();
        results.clear();
        plannedInTask = false;
        cursor.cut();
    }

    private void add(Task task, Resolution resolution, List<TaskStep> items) {
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
            Map<String, Object> result = task.loops() ? TaskResult.ofTask(List.of(), true) : TaskResult.skipped();
            task.register().ifPresent(name -> remember(name, result));
            handlers.ended(task);
            share(cursor.number(), result);
            if (task.directive().orElse(null) instanceof MetaAction.EndPlay end && end.forAll()) {
                passedEnds.add(cursor.place(cursor.number()));
            }
            return;
        }
        for (int i = 0; i < each.size(); i++) {
            TaskStep step = TaskStep.of(task, each.get(i), cursor.number(), i == each.size() - 1);
            // Each element may be of another host; those of one shell, as long as they follow one another, come
            // together.
            boolean together =
                    given.isEmpty() && (items.isEmpty() || items.get(0).runAs().sharesShellWith(step.runAs()));
            (together ? items : given).add(step);
        }
        task.register().ifPresent(this::await);
    }

    /** Says what became of an item; items are told in their order. */
    void done(TaskStep step, Map<String, Object> result) {
        results.add(result);
        if (Boolean.TRUE.equals(result.get("changed"))) {
            handlers.notify(step, true);
        }
        end(step);
    }

    /**
     * Says that an item would be changed, in a run that changes nothing: what it would give is not known.
     *
     * @param certain whether the change does not depend on another one
     */
    void planned(TaskStep step, boolean certain) {
        plannedInTask = true;
        handlers.notify(step, certain);
        end(step);
    }

    /** Says that it is not known what an item would give, and that it changes nothing. */
    void unknown(TaskStep step) {
        plannedInTask = true;
        end(step);
    }

    /** What it depends on whether an item's task is run at all; empty when it is run. */
    Optional<String> dependsOn(TaskStep step) {
        return handlers.dependsOn(step.task());
    }

    private void end(TaskStep step) {
        if (step.last()) {
            if (plannedInTask) {
                share(step.number(), Map.of());
            } else {
                Map<String, Object> result =
                        TaskResult.ofTask(List.copyOf(results), step.task().loops());
                share(step.number(), result);
                step.task().register().ifPresent(name -> registered.keep(name, result));
            }
            results.clear();
            plannedInTask = false;
            handlers.ended(step.task());
        }
        skipsAfter.getOrDefault(step, List.of()).forEach(Runnable::run);
    }

    /**
     * Goes on where a failure leads: to what rescues its block, to what is always done, or to handlers that run in any case.
     *
     * @return false where it leads nowhere
     */
    boolean failed(TaskStep step, Map<String, Object> result) {
        results.clear();
        plannedInTask = false;
        handlers.failed(step.task());
        return failed(step.task(), step.number(), result);
    }

    /** The same of a task that could not even be resolved: the one that was passed last. */
    boolean failed(String why) {
        return failed(
                cursor.last(), cursor.number(), Map.of("failed", true, "changed", false, "skipped", false, "msg", why));
    }

    private boolean failed(Task task, int number, Map<String, Object> result) {
        given.clear();
        share(number, result);
        registered.fail(task, number, result);
        boolean first = !cursor.isLost();
        return cursor.fail(task.within(), number)
                || (first && play.map(Play::forceHandlers).orElse(false) && handlers.any());
    }

    /** Whether a block around a task mends its failure. */
    boolean mends(Task task) {
        return cursor.mends(task);
    }

    /** The task that was passed last, such as one that could not be resolved. */
    Task last() {
        return cursor.last();
    }

    /** Whether a failure was not mended, although something still ran after it. */
    boolean isLost() {
        return cursor.isLost();
    }

    /** The lines by which the host remembers the handlers that a change of this item notifies. */
    String pending(TaskStep step) {
        boolean there = play.isPresent()
                && step.root() == play.get().become()
                && step.runAs().host().isEmpty();
        return there ? PersistedHandlers.lines(play.get().name(), handlers.note(step.task())) : "";
    }

    /** The handlers that are still to be run. */
    public HandlerQueue notifications() {
        return handlers;
    }

    private void remember(String name, Object value) {
        registered.keep(name, value, cursor.number());
    }

    private void await(String name) {
        registered.await(name, cursor.number());
    }
}
