package io.dockplay.report;

import org.jline.utils.WCWidth;

/** Measures text in the columns that a terminal gives it; most Chinese letters take two. */
public final class Columns {

    private static final int LAST_OF_ASCII = 0x7F;

    private Columns() {}

    /** How many columns a text without colours takes. */
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int codePoint) {
        return codePoint <= LAST_OF_ASCII ? 1 : Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** The text with spaces up to a width. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** The text with spaces before it up to a width. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }

    /** The text, cut so that it has its place in a width. */
    static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int columns = 1; // of the mark that something is cut
        for (int codePoint : text.codePoints().toArray()) {
            columns += of(codePoint);
            if (columns > width) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.append('…').toString();
    }
}
