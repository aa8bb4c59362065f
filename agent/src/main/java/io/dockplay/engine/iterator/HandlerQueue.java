package io.dockplay.engine.iterator;

import io.dockplay.message.Message;
import io.dockplay.playbook.Task;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The handlers that changes have notified and that have not run yet. */
public final class HandlerQueue {

    private final List<Task> handlers = new ArrayList<>();
    private final int ownHandlers;
    private final Set<String> leftByEarlierRun = new LinkedHashSet<>();
    private final Set<String> notified = new LinkedHashSet<>();
    private final Map<String, String> notifiedAfter = new LinkedHashMap<>();
    private final Set<String> outstanding = new LinkedHashSet<>();
    private final Set<String> persisted = new LinkedHashSet<>();
    private final Set<String> ran = new HashSet<>();
    private final Map<String, String> uncertain = new LinkedHashMap<>();

    /**
     * @param handlers all handlers that the play itself has, in their order
     * @param pending the names of those that an earlier run has left to be run
     */
    HandlerQueue(List<Task> handlers, Set<String> pending) {
        this.ownHandlers = handlers.size();
        leftByEarlierRun.addAll(pending);
        handlers.forEach(this::add);
    }

    /**
     * Adds the handlers of roles that were included during the run, but those that are known already.
     *
     * @throws InvalidInput when two have the same name
     */
    void add(List<Task> more) {
        for (Task handler : more) {
            Optional<Task> known = handlers.stream()
                    .filter(each -> each.name().equals(handler.name()))
                    .findFirst();
            if (known.isEmpty()) {
                add(handler);
            } else if (!known.get().position().equals(handler.position())) {
                throw new InvalidInput(Problem.at(
                        handler.position(),
                        Message.of("there is another handler \"%s\"", handler.name()),
                        Message.of("Give each its own name; a task can notify several.")));
            }
        }
    }

    private void add(Task handler) {
        handlers.add(handler);
        if (leftByEarlierRun.remove(handler.name())) {
            notified.add(handler.name());
            outstanding.add(handler.name());
            persisted.add(handler.name());
        }
    }

    /**
     * Checks that all handlers that a task notifies exist.
     *
     * @throws InvalidInput when there is no handler of a name
     */
    void check(Task task) {
        for (String name : task.notifies()) {
            if (handlers.stream().noneMatch(handler -> handler.answersTo(name))) {
                List<String> names = handlers.stream().map(Task::name).toList();
                throw new InvalidInput(Problem.at(
                                task.position(),
                                Message.of("there is no handler \"%s\"", name),
                                Message.of(
                                                "Handlers of this play: %s.",
                                                names.isEmpty() ? Message.of("none") : String.join(", ", names))
                                        .and(DidYouMean.hint(name, names)))
                        .in(Message.of("task \"%s\"", task.name())));
            }
        }
    }

    /**
     * A handler's number among all, the same on all hosts. Hosts may include a role's handlers in different orders, so these
     * are numbered by their line in the file.
     */
    int number(Task handler) {
        int number = handlers.indexOf(handler);
        return number < ownHandlers ? number : ownHandlers + handler.position().line();
    }

    /**
     * Notifies the handlers that a step's task names.
     *
     * @param certain whether the change does not depend on another one
     */
    void notify(TaskStep step, boolean certain) {
        outstanding.addAll(calledBy(step.task()));
        for (String name : step.task().notifies()) {
            boolean first = notified.add(name);
            if (certain) {
                notifiedAfter.remove(name);
            } else if (first) {
                notifiedAfter.put(name, step.title().toString());
            }
        }
    }

    /** The names of the handlers that a task notifies. */
    private List<String> calledBy(Task task) {
        return handlers.stream()
                .filter(handler -> task.notifies().stream().anyMatch(handler::answersTo))
                .map(Task::name)
                .toList();
    }

    /** The names of the handlers that a task notifies; from now on the host remembers them. */
    List<String> persist(Task task) {
        List<String> called = calledBy(task);
        persisted.addAll(called);
        return called;
    }

    /** A task has ended; if it is a handler, it is no longer outstanding. */
    void ended(Task task) {
        if (handlers.contains(task)) {
            outstanding.remove(task.name());
        }
    }

    /** A task has failed: what it changed before that is not known, so its handlers stay outstanding. */
    void failed(Task task) {
        outstanding.addAll(calledBy(task));
    }

    /** The names of the handlers that were notified and have not run to their end. */
    public Set<String> outstanding() {
        return outstanding;
    }

    /** The names of the handlers that the host remembers although they need not run any more. */
    public List<String> persistedNeedlessly() {
        return persisted.stream().filter(name -> !outstanding.contains(name)).toList();
    }

    /** Notifies once more the handlers that were notified and have not run to their end. */
    void renotifyOutstanding() {
        notified.addAll(outstanding);
        ran.removeAll(outstanding);
    }

    /** Whether any handler waits for its turn. */
    boolean any() {
        return handlers.stream().anyMatch(this::isNotified);
    }

    /**
     * Takes the handlers that run now, in the order in which they are written. Handlers that these notify are taken by the
     * next flush; none is taken twice before a flush finds nothing to run.
     */
    List<Task> flush() {
        List<Task> now = new ArrayList<>();
        for (Task handler : handlers) {
            if (isNotified(handler) && ran.add(handler.name())) {
                now.add(handler);
                Optional<String> after = after(handler);
                after.ifPresentOrElse(
                        step -> uncertain.put(handler.name(), step), () -> uncertain.remove(handler.name()));
            }
        }
        notified.clear();
        notifiedAfter.clear();
        if (now.isEmpty()) {
            ran.clear();
        }
        return now;
    }

    private boolean isNotified(Task handler) {
        return notified.stream().anyMatch(handler::answersTo);
    }

    /** The planned change on which it depends whether a handler runs; empty where a certain change has notified it. */
    private Optional<String> after(Task handler) {
        List<String> calls = notified.stream().filter(handler::answersTo).toList();
        return calls.stream().allMatch(notifiedAfter::containsKey)
                ? calls.stream().map(notifiedAfter::get).findFirst()
                : Optional.empty();
    }

    /** The step on whose change it depends whether a handler runs; empty when it runs, and for tasks that are no handlers. */
    Optional<String> dependsOn(Task task) {
        return Optional.ofNullable(uncertain.get(task.name()));
    }
}
