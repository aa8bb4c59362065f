package io.dockplay.cli.console;

import java.util.regex.Pattern;

/** A word of a command line that people are told to type. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private ShellWord() {}

    /** The word as a shell reads it, with quotes where it needs them. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
