package io.dockplay.modules.text;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.UnsupportedState;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that is matched with the lines of a host's file, within a limit of steps.
 *
 * @param option the option that gives it, as it is written
 * @param text the expression; it matches anywhere in a line unless {@code ^} and {@code $} anchor it
 */
record LinePattern(String option, String text) {

    /** How many characters it may read in one text; a common expression reads each a few dozen times. */
    private static final int STEPS = 200_000_000;

    LinePattern {
        try {
            compiled(text);
        } catch (PatternSyntaxException e) {
            throw new InvalidOption(
                    option,
                    Message.of("\"%s\" is not a regular expression: %s", text, e.getDescription()),
                    Message.of("Write a backslash before a special sign that is meant as itself."));
        }
    }

    /** Compiles the expression; as in Python only a newline ends a line, so a dot matches a carriage return too. */
    private static Pattern compiled(String text) {
        return Pattern.compile(text, Pattern.UNIX_LINES);
    }

    /**
     * Returns the index of the last line that matches; -1 when none does.
     *
     * @throws UnsupportedState when the expression takes too long on one of the lines
     */
    int last(List<String> lines) {
        return last(lines, STEPS);
    }

    /** Returns the index of the last line that matches, within this many reads of a character. */
    int last(List<String> lines, int steps) {
        Pattern pattern = compiled(text);
        Letters letters = new Letters(steps);
        try {
            for (int place = lines.size() - 1; place >= 0; place--) {
                if (pattern.matcher(letters.of(lines.get(place))).find()) {
                    return place;
                }
            }
        } catch (TooMany | StackOverflowError e) {
            throw new UnsupportedState(
                    Message.of("%s: looking for \"%s\" takes too long in the lines that are there", option, text),
                    Message.of("Write it without one repetition inside another, such as (a+)+."));
        }
        return -1;
    }

    /** Thrown when the expression has read too many characters. */
    private static final class TooMany extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMany() {
            super("too many steps", null, false, false);
        }
    }

    /** Counts the reads of characters. */
    private static final class Letters {

        private int left;

        Letters(int left) {
            this.left = left;
        }

        CharSequence of(String line) {
            return new CharSequence() {
                @Override
                public int length() {
                    return line.length();
                }

                @Override
                public char charAt(int index) {
                    if (--left < 0) {
                        throw new TooMany();
                    }
                    return line.charAt(index);
                }

                @Override
                public CharSequence subSequence(int start, int end) {
                    return line.substring(start, end);
                }

                @Override
                public String toString() {
                    return line;
                }
            };
        }
    }
}
