package io.dockplay.transport;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Utf8;
import java.util.Map;

/**
 * What a probe printed, as the host can compare it with what it prints the next time: the text that the runtime's function
 * {@code expect} makes.
 */
public final class ExpectedOutput {

    /** More than this is not sent back to the host. */
    private static final int MOST = 8 << 10;

    private ExpectedOutput() {}

    /** Whether an output can be compared: one that came in time, that is short, and that has no NUL, which no shell can hold. */
    public static boolean canTell(ProbeOutput output) {
        int bytes = 0;
        for (Map.Entry<String, byte[]> answer : output.values().entrySet()) {
            bytes += answer.getValue().length + answer.getKey().length();
            if (bytes > MOST) {
                return false;
            }
            for (byte each : answer.getValue()) {
                if (each == 0) {
                    return false;
                }
            }
        }
        return output.exitCode() >= 0;
    }

    static String text(ProbeOutput output) {
        StringBuilder text = new StringBuilder();
        output.values()
                .forEach((name, value) ->
                        text.append("\nlook answer ").append(name).append('\n').append(Utf8.text(value)));
        return text.append("\nend ").append(output.exitCode()).toString();
    }
}
