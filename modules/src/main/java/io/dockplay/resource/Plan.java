package io.dockplay.resource;

import io.dockplay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The changes that people read, and the script that makes them on the host; neither exists without the other.
 *
 * @param changes what differs, in the order in which it will be changed; empty when the host is ok
 * @param script what makes the changes, or only waits when there are none; {@link Script#NOTHING} when there is nothing
 *     to do
 * @param blocker why the changes cannot be made on the host as it is now, with all that would have to
 *     come first
 * @param warnings what people should know although it blocks nothing
 */
public record Plan(List<Change> changes, Script script, Optional<Blocker> blocker, List<Message> warnings) {

    /** An empty plan: the host is ok. */
    public static final Plan NOTHING = new Plan(List.of(), Script.NOTHING, Optional.empty(), List.of());

    public Plan {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
        if (blocker.isEmpty() && !changes.isEmpty() && script.isNothing()) {
            throw new IllegalArgumentException("no script makes these changes: " + changes);
        }
    }

    /** Makes a plan of these changes and the script that makes them; without changes the script is dropped. */
    public static Plan of(List<Change> changes, Script script) {
        return changes.isEmpty() ? NOTHING : new Plan(changes, script, Optional.empty(), List.of());
    }

    /** Makes a plan without changes whose script only waits for something. */
    public static Plan waiting(Script script) {
        return new Plan(List.of(), script, Optional.empty(), List.of());
    }

    /** Makes a blocked plan whose blocker no earlier change can remove; a check has no changes. */
    public static Plan blocked(List<Change> changes, Message reason) {
        return blocked(changes, Blocker.lasting(reason));
    }

    /** Makes a plan whose changes cannot be made yet because of this blocker; a check has no changes. */
    public static Plan blocked(List<Change> changes, Blocker blocker) {
        return new Plan(changes, Script.NOTHING, Optional.of(blocker), List.of());
    }

    /** Returns this plan with one more warning. */
    public Plan warning(Message text) {
        List<Message> more = new ArrayList<>(warnings);
        more.add(text);
        return new Plan(changes, script, blocker, more);
    }

    /** Returns this plan with all its changes certain only after an earlier task. */
    public Plan after(String task) {
        return new Plan(changes.stream().map(change -> change.after(task)).toList(), script, blocker, warnings);
    }

    /** Whether there is nothing to do: no change, no wait and no blocker. */
    public boolean isNothing() {
        return changes.isEmpty() && blocker.isEmpty() && script.isNothing();
    }

    /** Whether the plan changes nothing and only waits. */
    public boolean isWaiting() {
        return changes.isEmpty() && blocker.isEmpty() && !script.isNothing();
    }

    /** Describes in one line what is still to be done. */
    public Message whatIsLeft() {
        return blocker.map(Blocker::reason)
                .orElseGet(() ->
                        Message.quoted(changes.stream().map(Change::toString).collect(Collectors.joining(", "))));
    }
}
