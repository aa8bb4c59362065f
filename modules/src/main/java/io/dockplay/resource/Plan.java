package io.dockplay.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The changes, for people, and the script that makes them, for the machine: one value, never one without the other.
 *
 * @param changes what differs, in the order in which it will be changed; empty when all is as wanted
 * @param script what makes the changes, or without any only waits; {@link Script#NOTHING} when there is nothing to do
 * @param blocker why the changes cannot be made on the host as it is now, with all that would have to
 *     come first
 * @param warnings what people should know although it keeps nothing from being done
 */
public record Plan(List<Change> changes, Script script, Optional<Blocker> blocker, List<String> warnings) {

    /** All is as wanted. */
    public static final Plan NOTHING = new Plan(List.of(), Script.NOTHING, Optional.empty(), List.of());

    public Plan {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
        if (blocker.isEmpty() && !changes.isEmpty() && script.isNothing()) {
            throw new IllegalArgumentException("no script makes these changes: " + changes);
        }
    }

    /** These changes, made by this script; no changes, no script. */
    public static Plan of(List<Change> changes, Script script) {
        return changes.isEmpty() ? NOTHING : new Plan(changes, script, Optional.empty(), List.of());
    }

    /** Nothing is to be changed, but something is to be waited for by this script. */
    public static Plan waiting(Script script) {
        return new Plan(List.of(), script, Optional.empty(), List.of());
    }

    /** Wanted changes (none for a check) that something stands in the way of which no earlier change can remove. */
    public static Plan blocked(List<Change> changes, String reason) {
        return blocked(changes, Blocker.lasting(reason));
    }

    /** Wanted changes (none for a check) that something on the host stands in the way of. */
    public static Plan blocked(List<Change> changes, Blocker blocker) {
        return new Plan(changes, Script.NOTHING, Optional.of(blocker), List.of());
    }

    /** This plan, with one more thing that people should know. */
    public Plan warning(String text) {
        List<String> more = new ArrayList<>(warnings);
        more.add(text);
        return new Plan(changes, script, blocker, more);
    }

    /** This plan, all of it known only after a task that comes first. */
    public Plan after(String task) {
        return new Plan(changes.stream().map(change -> change.after(task)).toList(), script, blocker, warnings);
    }

    /** Whether the host is already as wanted. */
    public boolean isNothing() {
        return changes.isEmpty() && blocker.isEmpty() && script.isNothing();
    }

    /** Whether it changes nothing and only waits. */
    public boolean isWaiting() {
        return changes.isEmpty() && blocker.isEmpty() && !script.isNothing();
    }

    /** What is still to be done, in one line. */
    public String whatIsLeft() {
        return blocker.map(Blocker::reason)
                .orElseGet(() -> changes.stream().map(Change::toString).collect(Collectors.joining(", ")));
    }
}
