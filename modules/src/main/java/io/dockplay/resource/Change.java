package io.dockplay.resource;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One difference between the actual and the wanted state: in words for people, and as the host's record keeps it.
 *
 * @param recorded what the record keeps; uninstall reads only this, so the words may change but the keys may not
 * @param what the thing or the property that changes, such as {@code docker-ce} or {@code mode}
 * @param from what it is now, such as {@code absent}
 * @param to what it will be, such as {@code 26.1.4}
 * @param diff a unified diff, where the thing is a text
 * @param after the earlier task that must run before the change is certain
 */
public record Change(
        RecordedChange recorded, String what, String from, String to, Optional<String> diff, Optional<String> after) {

    /** The value of {@code from} when a thing does not exist, and of {@code to} when it is to be removed. */
    public static final String ABSENT = "absent";

    /** Makes a change whose words the record keeps as they are. */
    public Change(String what, String from, String to, Optional<String> diff, Optional<String> after) {
        this(new RecordedChange(what, from, to), what, from, to, diff, after);
    }

    /**
     * Makes a change whose words the record keeps as they are; use {@link #recordedAs(String)} before changing the
     * words.
     */
    public static Change of(String what, String from, String to) {
        return new Change(what, from, to, Optional.empty(), Optional.empty());
    }

    /** Returns this change with another key and other values for the record; the words for people stay. */
    public Change recordedAs(String key, String keptFrom, String keptTo) {
        return new Change(new RecordedChange(key, keptFrom, keptTo), what, from, to, diff, after);
    }

    /** Returns this change with another key for the record; the words for people and the recorded values stay. */
    public Change recordedAs(String key) {
        return recordedAs(key, recorded.from(), recorded.to());
    }

    /** Returns this change so that the record keeps the words for people, and no other key. */
    public Change inWords() {
        return new Change(what, from, to, diff, after);
    }

    /** Returns this change under another name for people; what the record keeps stays. */
    public Change called(String name) {
        return new Change(recorded, name, from, to, diff, after);
    }

    /** Returns this change with the unified diff that shows it. */
    public Change withDiff(String text) {
        return with(Optional.of(text), after);
    }

    /** Returns this change as one that is certain only after an earlier task. */
    public Change after(String task) {
        return with(diff, Optional.of(task));
    }

    /** Returns this change with another diff and another task that must come first. */
    public Change with(Optional<String> otherDiff, Optional<String> otherAfter) {
        return new Change(recorded, what, from, to, otherDiff, otherAfter);
    }

    /** Returns this change with each text rewritten, including those for the record. */
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
