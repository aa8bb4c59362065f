package io.dockplay.engine;

import io.dockplay.playbook.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The handlers that changes have notified and that have not run yet. */
final class Notifications {

    private final List<Task> handlers;
    private final Set<String> notified = new LinkedHashSet<>();
    private final Map<String, String> notifiedAfter = new LinkedHashMap<>();
    private final Set<String> outstanding = new LinkedHashSet<>();
    private final Set<String> noted = new LinkedHashSet<>();
    private final Set<String> ran = new HashSet<>();
    private final Map<String, String> uncertain = new LinkedHashMap<>();

    /**
     * @param handlers all handlers of the play, in their order
     * @param pending the names of those that an earlier run has left to be run
     */
    Notifications(List<Task> handlers, Set<String> pending) {
        this.handlers = List.copyOf(handlers);
        notified.addAll(pending);
        outstanding.addAll(pending);
        noted.addAll(pending);
    }

    /**
     * Notifies the handlers that an item's task names.
     *
     * @param certain whether the change does not depend on another one
     */
    void notify(Item item, boolean certain) {
        outstanding.addAll(calledBy(item.task()));
        for (String name : item.task().notifies()) {
            boolean first = notified.add(name);
            if (certain) {
                notifiedAfter.remove(name);
            } else if (first) {
                notifiedAfter.put(name, item.step().toString());
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

    /** The names of the handlers that a task notifies, which the host is about to remember. */
    List<String> note(Task task) {
        List<String> called = calledBy(task);
        noted.addAll(called);
        return called;
    }

    /** Says that a task has come to its end; it may be a handler. */
    void ended(Task task) {
        if (handlers.contains(task)) {
            outstanding.remove(task.name());
        }
    }

    /** Says that a task has failed: what it changed before that is not known, so its handlers stay remembered. */
    void failed(Task task) {
        outstanding.addAll(calledBy(task));
    }

    /** The names of the handlers that were notified and have not run to their end. */
    Set<String> outstanding() {
        return outstanding;
    }

    /** The names of those that the host remembers and that need not run any more. */
    List<String> needless() {
        return noted.stream().filter(name -> !outstanding.contains(name)).toList();
    }

    /** Whether any handler waits for its turn. */
    boolean any() {
        return handlers.stream().anyMatch(this::isNotified);
    }

    /**
     * The handlers that run now, in the order in which they are written. Those that handlers notify run after them, but
     * none twice before there is nothing more to run.
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

    /** The change that it depends on whether a handler runs; empty where something certain has notified it. */
    private Optional<String> after(Task handler) {
        List<String> calls = notified.stream().filter(handler::answersTo).toList();
        return calls.stream().allMatch(notifiedAfter::containsKey)
                ? calls.stream().map(notifiedAfter::get).findFirst()
                : Optional.empty();
    }

    /** What it depends on whether a handler is run at all; empty when it is run, and for tasks that are none. */
    Optional<String> dependsOn(Task task) {
        return Optional.ofNullable(uncertain.get(task.name()));
    }
}
