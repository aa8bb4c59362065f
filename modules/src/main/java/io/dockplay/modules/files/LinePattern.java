package io.dockplay.modules.files;

import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.UnsupportedState;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that is looked for in the lines of a host's file, and may not take for ever on any of them.
 *
 * @param option the option that gives it, as it is written
 * @param text the expression; it is found anywhere in a line, and only {@code ^} and {@code $} tie it to the line's ends
 */
record LinePattern(String option, String text) {

    /** How many letters it may look at in one text; a common one looks at each a few dozen times. */
    private static final int STEPS = 200_000_000;

    LinePattern {
        try {
            compiled(text);
        } catch (PatternSyntaxException e) {
            throw new InvalidOption(
                    option,
                    "\"" + text + "\" is not a regular expression: " + e.getDescription(),
                    "Write a backslash before a special sign that is meant as itself.");
        }
    }

    /** As in Python nothing but a newline ends a line, so that a dot stands for a carriage return too. */
    private static Pattern compiled(String text) {
        return Pattern.compile(text, Pattern.UNIX_LINES);
    }

    /**
     * The place of the last line in which it is found; -1 when there is none.
     *
     * @throws UnsupportedState when the expression takes too long on one of the lines
     */
    int last(List<String> lines) {
        return last(lines, STEPS);
    }

    /** The same, within so many looks at a letter. */
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
                    option + ": looking for \"" + text + "\" takes too long in the lines that are there",
                    "Write it without one repetition inside another, such as (a+)+.");
        }
        return -1;
    }

    /** Thrown when the letters of a text have been looked at too often. */
    private static final class TooMany extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMany() {
            super("too many steps", null, false, false);
        }
    }

    /** Counts how often letters are looked at. */
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
