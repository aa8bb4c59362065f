package io.dockplay.engine.task;

import io.dockplay.message.Message;
import io.dockplay.resource.ScriptResult;
import java.util.List;

/** The last lines that a script wrote, as the advice of a problem. */
final class LastLines {

    private static final int LINES = 10;

    private LastLines() {}

    /** What it wrote to its standard error, or else to its standard output; empty where it wrote nothing. */
    static Message of(ScriptResult scriptResult) {
        String text = scriptResult.stderr().isBlank() ? scriptResult.stdout() : scriptResult.stderr();
        List<String> lines = text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.isEmpty()
                ? Message.NONE
                : Message.of(
                        "The host said:\n%s",
                        String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    }
}
