package io.dockplay.resource;

/**
 * What a script left behind when it ended.
 *
 * @param exitCode its exit code, 128 + n when signal n ended it; {@link #UNKNOWN} when nobody could write it down
 * @param stdout what it wrote to its standard output, decoded as UTF-8
 * @param stderr what it wrote to its standard error, decoded as UTF-8
 */
public record ScriptResult(int exitCode, String stdout, String stderr) {

    /** The exit code of a script whose process was killed together with whoever waited for it. */
    public static final int UNKNOWN = -1;

    private static final int SIGNALS = 128;

    /** How it ended, in words: {@code exit code 3}. */
    public String ending() {
        if (exitCode == UNKNOWN) {
            return "an unknown exit code: its process was killed";
        }
        return "exit code " + exitCode
                + (exitCode > SIGNALS && exitCode <= SIGNALS + 64 ? ", signal " + (exitCode - SIGNALS) : "");
    }
}
