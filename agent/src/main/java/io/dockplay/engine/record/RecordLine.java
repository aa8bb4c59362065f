package io.dockplay.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.resource.Change;
import io.dockplay.resource.RecordedChange;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes in a line of a host's record, in each version that was ever written.
 *
 * <p>Since version 2 {@code what}, {@code from} and {@code to} are keys and plain values that never change, and {@code words}
 * holds those of the three that people read otherwise. Before, and without a version, all three were people's words. What
 * runtime.sh adds to a line has no words of its own: it was keys from the beginning.
 */
final class RecordLine {

    /** Where a line tells its version; a line of the first version does not. */
    static final String VERSION = "version";

    /** The version that is written. */
    static final int CURRENT = 2;

    private static final String WHAT = "what";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String WORDS = "words";

    private RecordLine() {}

    /** Adds the changes to a line; they come last, because runtime.sh puts others in their place. */
    static void write(List<Change> changes, ObjectNode line) {
        ArrayNode list = line.putArray("changes");
        for (Change change : changes) {
            RecordedChange kept = change.recorded();
            ObjectNode each = list.addObject();
            each.put(WHAT, kept.key()).put(FROM, kept.from()).put(TO, kept.to());
            ObjectNode words = each.objectNode();
            putOther(words, WHAT, change.what(), kept.key());
            putOther(words, FROM, change.from(), kept.from());
            putOther(words, TO, change.to(), kept.to());
            if (!words.isEmpty()) {
                each.set(WORDS, words);
            }
        }
    }

    private static void putOther(ObjectNode words, String name, String word, String kept) {
        if (!word.equals(kept)) {
            words.put(name, word);
        }
    }

    /** The changes that a line tells of. */
    static List<Change> changes(JsonNode line) {
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
