package io.dockplay.engine.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.playbook.OrphanedTask;
import io.dockplay.resource.Change;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.ScriptResult;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes lines of a host's record, and reads lines of every version.
 *
 * <p>In version 2 {@code what}, {@code from} and {@code to} are keys and plain values that never change. {@code words}
 * holds the texts for people that differ from them. A line of the first version has no version, and all three are texts
 * for people. The values that runtime.sh adds to a line are keys in each version.
 */
public final class RecordLine {

    private static final String VERSION = "version";

    /** The version that is written. */
    private static final int CURRENT = 2;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GIVEN_BACK = "given_back";
    private static final String BY_UNINSTALL = "uninstall";
    private static final String CODE = "code";
    private static final String WHAT = "what";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String WORDS = "words";

    private RecordLine() {}

    /**
     * Returns the line that records changes.
     *
     * <p>With {@code no_log} the line has what uninstall needs, such as a file's path, and says {@code no_log}. If
     * uninstall cannot restore the changes, such as those of a command, the label and the changes are masked.
     */
    public static String ofChange(String run, HostRecord.Source source, List<Change> changes) {
        ObjectNode line = JSON.createObjectNode();
        line.put(VERSION, CURRENT);
        line.put("at", now());
        line.put("run", run);
        line.put("playbook", source.playbook());
        line.put("task", source.taskName());
        line.put("module", source.module());
        boolean noLog = source.isSecret();
        boolean isMasked = noLog && OrphanedTask.isNeverGivenBack(source.module());
        if (noLog) {
            line.put("no_log", true);
        }
        line.put("label", isMasked ? HostRecord.MASK : source.recordLabel());
        write(isMasked ? masked(changes) : changes, line);
        return line + "\n";
    }

    /** Returns the history lines of restored changes: each as it was, with the time and the run of the restore. */
    public static String ofRestored(HostRecord restored, String run) {
        StringBuilder lines = new StringBuilder();
        for (HostRecord.Entry entry : restored.entries()) {
            try {
                if (JSON.readTree(entry.line()) instanceof ObjectNode line) {
                    line.put(GIVEN_BACK, now()).put("given_back_by", run);
                    lines.append(JSON.writeValueAsString(line)).append('\n');
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e); // it was read before
            }
        }
        return lines.toString();
    }

    /** Returns the history line of changes by which an uninstall restored something, as they were reported. */
    public static String ofRestore(
            String run, String playbook, String task, String module, String label, List<Change> changes) {
        ObjectNode line = JSON.createObjectNode();
        line.put(VERSION, CURRENT);
        line.put("at", now()).put("run", run).put("playbook", playbook);
        line.put("task", task).put("module", module);
        line.put("label", label).put(BY_UNINSTALL, true);
        write(changes, line);
        return line + "\n";
    }

    /** Reads a line; returns nothing if it is not a JSON object. */
    static Optional<HostRecord.Entry> read(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            if (!line.isObject()) {
                return Optional.empty();
            }
            return Optional.of(new HostRecord.Entry(
                    text,
                    instant(line.path("at").asText()),
                    line.path("run").asText(),
                    line.path("playbook").asText(),
                    line.path("task").asText(),
                    line.path("module").asText(),
                    line.path("no_log").asBoolean(),
                    line.path("label").asText(),
                    changes(line),
                    past(line)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static HostRecord.Past past(JsonNode line) {
        return new HostRecord.Past(
                Optional.of(line.path(GIVEN_BACK).asText())
                        .filter(at -> !at.isEmpty())
                        .map(RecordLine::instant),
                line.path(BY_UNINSTALL).asBoolean(),
                line.has(CODE)
                        ? Optional.of(new ScriptResult(line.path(CODE).asInt(ScriptResult.UNKNOWN), "", "")
                                .ending()
                                .text())
                        : Optional.empty());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** Returns as many changes with nothing to read in them. */
    static List<Change> masked(List<Change> changes) {
        return changes.stream()
                .map(any -> Change.of(HostRecord.MASK, HostRecord.MASK, HostRecord.MASK))
                .toList();
    }

    /** Adds the changes to a line. They come last, because runtime.sh may replace them. */
    private static void write(List<Change> changes, ObjectNode line) {
        ArrayNode list = line.putArray("changes");
        for (Change change : changes) {
            RecordedChange recorded = change.recorded();
            ObjectNode each = list.addObject();
            each.put(WHAT, recorded.key()).put(FROM, recorded.from()).put(TO, recorded.to());
            ObjectNode words = each.objectNode();
            putIfDifferent(words, WHAT, change.what(), recorded.key());
            putIfDifferent(words, FROM, change.from(), recorded.from());
            putIfDifferent(words, TO, change.to(), recorded.to());
            if (!words.isEmpty()) {
                each.set(WORDS, words);
            }
        }
    }

    private static void putIfDifferent(ObjectNode words, String name, String word, String recorded) {
        if (!word.equals(recorded)) {
            words.put(name, word);
        }
    }

    /** Reads the changes of a line in any version. */
    private static List<Change> changes(JsonNode line) {
        boolean hasKeys = line.path(VERSION).asInt(1) >= CURRENT;
        String module = line.path("module").asText();
        List<Change> changes = new ArrayList<>();
        for (JsonNode each : line.path("changes")) {
            String what = each.path(WHAT).asText();
            String from = each.path(FROM).asText();
            String to = each.path(TO).asText();
            JsonNode words = each.path(WORDS);
            changes.add(
                    hasKeys
                            ? Change.of(
                                            words.path(WHAT).asText(what),
                                            words.path(FROM).asText(from),
                                            words.path(TO).asText(to))
                                    .recordedAs(what, from, to)
                            : FirstWords.keyed(module, Change.of(what, from, to)));
        }
        return changes;
    }
}
