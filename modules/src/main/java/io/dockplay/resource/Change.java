package io.dockplay.resource;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One difference between what is and what is wanted, in people's words.
 *
 * @param what the thing or the property that changes, such as {@code docker-ce} or {@code mode}
 * @param from what it is now, such as {@code absent}
 * @param to what it will be, such as {@code 26.1.4}
 * @param diff a unified diff, where the thing is a text
 * @param after the task that has to come first, where the change is certain only then
 */
public record Change(String what, String from, String to, Optional<String> diff, Optional<String> after) {

    /** {@code from} of something that is not there, and {@code to} of something that shall not be there. */
    public static final String ABSENT = "absent";

    /** A change of a value. */
    public static Change of(String what, String from, String to) {
        return new Change(what, from, to, Optional.empty(), Optional.empty());
    }

    /** The same change, with the unified diff that shows it. */
    public Change withDiff(String text) {
        return new Change(what, from, to, Optional.of(text), after);
    }

    /** The same change, known only after a task that comes first. */
    public Change after(String task) {
        return new Change(what, from, to, diff, Optional.of(task));
    }

    /** The same change, its texts put differently. */
    public Change shownAs(UnaryOperator<String> put) {
        return new Change(put.apply(what), put.apply(from), put.apply(to), diff.map(put), after.map(put));
    }

    @Override
    public String toString() {
        return what + ": " + from + " → " + to;
    }
}
