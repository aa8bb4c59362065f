package io.dockplay.resource;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One difference between what is and what is wanted: in people's words, and as the host's record keeps it.
 *
 * @param recorded what the record keeps; uninstall reads nothing else, so words can change and keys cannot
 * @param what the thing or the property that changes, such as {@code docker-ce} or {@code mode}
 * @param from what it is now, such as {@code absent}
 * @param to what it will be, such as {@code 26.1.4}
 * @param diff a unified diff, where the thing is a text
 * @param after the task that has to come first, where the change is certain only then
 */
public record Change(
        RecordedChange recorded, String what, String from, String to, Optional<String> diff, Optional<String> after) {

    /** {@code from} of something that is not there, and {@code to} of something that shall not be there. */
    public static final String ABSENT = "absent";

    /** A change that the record keeps in the same words. */
    public Change(String what, String from, String to, Optional<String> diff, Optional<String> after) {
        this(new RecordedChange(what, from, to), what, from, to, diff, after);
    }

    /** A change of a value, which the record keeps in the same words; whoever changes the words gives the keys beside them. */
    public static Change of(String what, String from, String to) {
        return new Change(what, from, to, Optional.empty(), Optional.empty());
    }

    /** The same words, recorded under a key and with values of its own. */
    public Change recordedAs(String key, String keptFrom, String keptTo) {
        return new Change(new RecordedChange(key, keptFrom, keptTo), what, from, to, diff, after);
    }

    /** The same words and values, recorded under a key of its own. */
    public Change recordedAs(String key) {
        return recordedAs(key, recorded.from(), recorded.to());
    }

    /** The same words alone, without another key. */
    public Change inWords() {
        return new Change(what, from, to, diff, after);
    }

    /** The same record and values, under another name for people. */
    public Change called(String name) {
        return new Change(recorded, name, from, to, diff, after);
    }

    /** The same change, with the unified diff that shows it. */
    public Change withDiff(String text) {
        return with(Optional.of(text), after);
    }

    /** The same change, known only after a task that comes first. */
    public Change after(String task) {
        return with(diff, Optional.of(task));
    }

    /** The same change, with another diff and another task that comes first. */
    public Change with(Optional<String> otherDiff, Optional<String> otherAfter) {
        return new Change(recorded, what, from, to, otherDiff, otherAfter);
    }

    /** The same change, its texts put differently, those for the record too. */
    public Change shownAs(UnaryOperator<String> put) {
        RecordedChange kept =
                new RecordedChange(put.apply(recorded.key()), put.apply(recorded.from()), put.apply(recorded.to()));
        return new Change(kept, put.apply(what), put.apply(from), put.apply(to), diff.map(put), after.map(put));
    }

    @Override
    public String toString() {
        return what + ": " + from + " → " + to;
    }
}
