package io.dockplay.modules.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dockplay.message.Message;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the output of {@code docker inspect}: a list with an object for each thing. */
final class DockerJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN_DIGITS = 12;

    private DockerJson() {}

    /** Returns the first object; a missing node when nothing of that name exists. */
    static JsonNode first(String text) {
        try {
            return text.isBlank()
                    ? MissingNode.getInstance()
                    : JSON.readTree(text).path(0);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Returns the texts of a list; none when it is {@code null} or missing. */
    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** Returns the texts of an object by their names; none when it is {@code null} or missing. */
    static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties()
                .forEach(each -> map.put(each.getKey(), each.getValue().asText()));
        return map;
    }

    /** Writes a record or a map as JSON; {@link #read} reads a record. */
    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws UnsupportedState when it is something else
     */
    static <T extends Record> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UnsupportedState(
                    Message.of("the host's record has \"%s\", which cannot be read", text), Message.NONE);
        }
    }

    /** Shortens an image's or a container's id as {@code docker images} does. */
    static String shortened(String id) {
        String digits = id.replaceFirst("^sha256:", "");
        return digits.substring(0, Math.min(SHOWN_DIGITS, digits.length()));
    }
}
