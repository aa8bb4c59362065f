package io.dockplay.modules.text;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import java.util.List;
import java.util.Optional;

/**
 * The place where a missing line is added, found as Ansible's lineinfile does.
 *
 * @param match the last line that matches is replaced by the new one
 * @param after otherwise the new line is added after the last match; {@code EOF} is the end, {@code BOF} the beginning
 * @param before or before the last match; {@code BOF} is the beginning
 */
public record LinePlace(Optional<String> match, Optional<String> after, Optional<String> before) {

    /** The end of the file. */
    public static final LinePlace END = new LinePlace(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String MATCH = "match";
    private static final String AFTER = "insert_after";
    private static final String BEFORE = "insert_before";
    private static final String BEGINNING_OF_FILE = "BOF";
    private static final String END_OF_FILE = "EOF";

    public LinePlace {
        match.ifPresent(text -> new LinePattern(MATCH, text));
        after.ifPresent(text -> new LinePattern(AFTER, text));
        before.ifPresent(text -> new LinePattern(BEFORE, text));
        if (after.isPresent() && before.isPresent()) {
            throw new InvalidOption(
                    BEFORE,
                    Message.of("insert_after and insert_before cannot go together"),
                    Message.of("Leave out one of the two."));
        }
    }

    /** Refuses a place that does not fit this number of lines. */
    void check(int lines) {
        if (match.isPresent() && lines != 1) {
            throw new InvalidOption(
                    MATCH,
                    lines == 0
                            ? Message.of("match finds the place of one line, and lines has none")
                            : Message.of("match finds the place of one line, and lines has %d", lines),
                    Message.of("Give one line; a task with a loop can give several, each its own match."));
        }
        if (lines == 0 && (after.isPresent() || before.isPresent())) {
            throw new InvalidOption(
                    after.isPresent() ? AFTER : BEFORE,
                    Message.of("%s is a place for lines, and there are none", after.isPresent() ? AFTER : BEFORE),
                    Message.of("Give lines, or leave it out."));
        }
    }

    /** Returns the index of the line that is replaced; -1 when there is none. */
    int replaced(List<String> lines) {
        return match.map(text -> new LinePattern(MATCH, text).last(lines)).orElse(-1);
    }

    /** Returns the index at which new lines are added. */
    int inserted(List<String> lines) {
        if (before.equals(Optional.of(BEGINNING_OF_FILE)) || after.equals(Optional.of(BEGINNING_OF_FILE))) {
            return 0;
        }
        int behind = after.filter(text -> !text.equals(END_OF_FILE))
                .map(text -> new LinePattern(AFTER, text).last(lines) + 1)
                .orElse(0);
        int place =
                before.map(text -> new LinePattern(BEFORE, text).last(lines)).orElse(behind == 0 ? -1 : behind);
        return place < 0 ? lines.size() : place;
    }
}
