package io.dockplay.modules.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code docker inspect} prints: a list with an object for each thing. */
final class DockerJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN_DIGITS = 12;

    private DockerJson() {}

    /** The first object; a missing node where there is none, as when nothing of that name is there. */
    static JsonNode first(String text) {
        try {
            return text.isBlank()
                    ? MissingNode.getInstance()
                    : JSON.readTree(text).path(0);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The texts of a list; none where it is {@code null} or not there. */
    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** An image's or a container's number as {@code docker images} shows it. */
    static String shortened(String id) {
        String digits = id.replaceFirst("^sha256:", "");
        return digits.substring(0, Math.min(SHOWN_DIGITS, digits.length()));
    }
}
