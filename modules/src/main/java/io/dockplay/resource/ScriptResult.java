package io.dockplay.resource;

import io.dockplay.message.Message;

/**
 * The result of a script: its exit code and its output.
 *
 * @param exitCode its exit code, 128 + n when signal n ended it; {@link #UNKNOWN} when it was lost
 * @param stdout what it wrote to its standard output, decoded as UTF-8
 * @param stderr what it wrote to its standard error, decoded as UTF-8
 */
public record ScriptResult(int exitCode, String stdout, String stderr) {

    /** The exit code of a script that was killed together with the process that waited for it. */
    public static final int UNKNOWN = -1;

    private static final int SIGNALS = 128;

    /** Describes in words how the script ended, such as {@code exit code 3}. */
    public Message ending() {
        if (exitCode == UNKNOWN) {
            return Message.of("an unknown exit code: its process was killed");
        }
        return exitCode > SIGNALS && exitCode <= SIGNALS + 64
                ? Message.of("exit code %d, signal %d", exitCode, exitCode - SIGNALS)
                : Message.of("exit code %d", exitCode);
    }
}
