package io.dockplay.modules.daemon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dockplay.message.Message;
import io.dockplay.resource.UnsupportedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text of a daemon.json. Only the wanted values are rewritten; all other keys, their order, blanks and the notation
 * of
 * numbers stay.
 *
 * @param text the file's text; empty when there is none
 * @param entries its keys, in order
 * @param mirrors the value of {@code registry-mirrors}
 */
record DaemonJson(String text, List<Entry> entries, List<String> mirrors) implements MirrorSettings {

    static final String PATH = "/etc/docker/daemon.json";
    static final String MIRRORS = "registry-mirrors";

    /**
     * A key, and the places of the key and its value in the text.
     *
     * @param start where the key begins, in characters from the text's beginning
     * @param value where its value begins
     * @param end the place behind its value
     */
    record Entry(String key, int start, int value, int end) {}

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    DaemonJson {
        entries = List.copyOf(entries);
        mirrors = List.copyOf(mirrors);
    }

    /**
     * Reads a text; an empty one counts as an absent file.
     *
     * @throws UnsupportedState with line and column when it is not a JSON object, or its mirrors are not a list of
     *     texts
     */
    static DaemonJson read(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> mirrors = new ArrayList<>();
        if (text.isBlank()) {
            return new DaemonJson(text, entries, mirrors);
        }
        try (JsonParser json = STRICT.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw refusal(json.currentTokenLocation(), Message.of("holds no JSON object"));
            }
            int from = offset(json);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                int value = (int) json.currentTokenLocation().getCharOffset();
                if (key.equals(MIRRORS)) {
                    readMirrors(json, mirrors);
                } else {
                    json.skipChildren();
                }
                json.finishToken();
                entries.add(new Entry(key, skip(text, from, " \t\r\n,"), value, offset(json)));
                from = offset(json);
            }
            if (json.nextToken() != null) {
                throw refusal(json.currentTokenLocation(), Message.of("goes on after its JSON object"));
            }
            return new DaemonJson(text, entries, mirrors);
        } catch (JsonProcessingException e) {
            throw refusal(e.getLocation(), Message.of("is not valid JSON: %s", firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readMirrors(JsonParser json, List<String> mirrors) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refusal(json.currentTokenLocation(), Message.of("%s is not a list", MIRRORS));
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw refusal(json.currentTokenLocation(), Message.of("%s holds something other than texts", MIRRORS));
            }
            mirrors.add(json.getText());
        }
    }

    @Override
    public String with(List<String> wanted) {
        return wanted.isEmpty()
                ? without(MIRRORS)
                : with(MIRRORS, wanted.stream().map(DaemonJson::quoted).collect(Collectors.joining(", ", "[", "]")));
    }

    /** Returns the text with this JSON value for a key. */
    String with(String key, String value) {
        String entry = quoted(key) + ": " + value;
        if (entries.isEmpty()) {
            return "{\n  " + entry + "\n}\n";
        }
        int place = place(key);
        return place < 0 ? added(entry) : replaced(entries.get(place), value);
    }

    /** Returns the text without a key. */
    String without(String key) {
        int place = place(key);
        return place < 0 ? text : without(place);
    }

    /** Returns the JSON of a key's value; none when the key is absent. */
    Optional<String> value(String key) {
        int place = place(key);
        if (place < 0) {
            return Optional.empty();
        }
        Entry entry = entries.get(place);
        return Optional.of(text.substring(entry.value(), entry.end()));
    }

    private int place(String key) {
        return entries.stream().map(Entry::key).toList().indexOf(key);
    }

    /** Adds an entry at the end, on its own line if the first key has its own. */
    private String added(String entry) {
        int open = text.indexOf('{') + 1;
        String gap = text.substring(open, entries.get(0).start());
        int end = entries.get(entries.size() - 1).end();
        return text.substring(0, end) + "," + (gap.isEmpty() ? " " : gap) + entry + text.substring(end);
    }

    private String replaced(Entry entry, String value) {
        return text.substring(0, entry.value()) + value + text.substring(entry.end());
    }

    private String without(int place) {
        Entry entry = entries.get(place);
        if (entries.size() == 1) {
            return text.substring(0, text.indexOf('{') + 1) + text.substring(text.lastIndexOf('}'));
        }
        return place + 1 < entries.size()
                ? text.substring(0, entry.start())
                        + text.substring(entries.get(place + 1).start())
                : text.substring(0, entries.get(place - 1).end()) + text.substring(entry.end());
    }

    private static int offset(JsonParser json) {
        return (int) json.currentLocation().getCharOffset();
    }

    private static int skip(String text, int from, String characters) {
        int at = from;
        while (characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static String quoted(String value) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + "\"";
    }

    private static UnsupportedState refusal(JsonLocation at, Message what) {
        return new UnsupportedState(
                Message.of("%s:%d:%d %s", PATH, at.getLineNr(), at.getColumnNr(), what),
                Message.of("Mend the file on the host, or remove it; it has not been touched."));
    }

    /**
     * Returns the first line of Jackson's message, without its source: our own message names the file, line and column.
     */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").replaceFirst(" ?\\(start marker at .*", "");
    }
}
