package io.dockplay.engine.iterator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.playbook.Play;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The handlers that a host remembers as notified and not yet run, in /var/lib/dockplay/pending: the next run runs those that a
 * broken run has left.
 *
 * <p>One JSON object a line, {@code {"play":"Docker","handler":"Restart"}}, written before the change that notifies begins.
 *
 * @param byPlay a play's name → the names of its handlers
 */
public record PersistedHandlers(Map<String, Set<String>> byPlay) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the lines that a host answered; one that cannot be read is ignored. */
    public static PersistedHandlers read(List<String> lines) {
        Map<String, Set<String>> byPlay = new LinkedHashMap<>();
        lines.stream()
                .flatMap(line -> tree(line).stream())
                .forEach(entry -> byPlay.computeIfAbsent(entry.path("play").asText(), any -> new LinkedHashSet<>())
                        .add(entry.path("handler").asText()));
        return new PersistedHandlers(byPlay);
    }

    private static Optional<JsonNode> tree(String line) {
        try {
            return Optional.ofNullable(JSON.readTree(line));
        } catch (JsonProcessingException torn) {
            return Optional.empty();
        }
    }

    /** The names of a play's handlers; by now the play may have others. */
    Set<String> of(Play play) {
        return byPlay.getOrDefault(play.name(), Set.of());
    }

    /** The lines, each with its newline, by which a host remembers these handlers of a play. */
    public static String lines(String play, Collection<String> handlers) {
        return handlers.stream().map(handler -> line(play, handler)).collect(Collectors.joining());
    }

    private static String line(String play, String handler) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("play", play);
        entry.put("handler", handler);
        try {
            return JSON.writeValueAsString(entry) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
