package io.dockplay.modules.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.message.Message;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.resource.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The logins in a config.json of Docker's client, which Docker 1.7 reads too; everything else in it stays.
 *
 * @param whole the file's object
 */
record DockerLogins(ObjectNode whole) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String AUTHS = "auths";
    private static final String AUTH = "auth";

    /**
     * Reads a file's text; an empty one counts as an absent file.
     *
     * @throws UnsupportedState when it is not a JSON object; the message shows nothing of the content
     */
    static DockerLogins read(String path, String text) {
        if (text.isBlank()) {
            return new DockerLogins(JSON.createObjectNode());
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (node instanceof ObjectNode object
                    && (!object.has(AUTHS) || object.get(AUTHS).isObject())) {
                return new DockerLogins(object);
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw refusal(Message.of("%s:%s is not valid JSON", path, line));
        }
        throw refusal(Message.of("%s holds no JSON object with logins", path));
    }

    private static UnsupportedState refusal(Message message) {
        return new UnsupportedState(
                message, Message.of("Mend the file on the host, or remove it; it has not been touched."));
    }

    /** Returns the user and the password for a registry, as {@code user:password}; none when there is no login. */
    Optional<String> of(String registry) {
        JsonNode entry = whole.path(AUTHS).path(registry);
        if (!entry.isObject()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(entry.path(AUTH).asText(""));
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.of("");
        }
    }

    /** Returns the credential helper that keeps a registry's login instead of this file. */
    Optional<String> keeper(String registry) {
        String own = whole.path("credHelpers").path(registry).asText("");
        String all = whole.path("credsStore").asText("");
        return Optional.of(own.isEmpty() ? all : own).filter(name -> !name.isEmpty());
    }

    /** Returns the file's text with this login. */
    String with(String registry, String login) {
        ObjectNode changed = whole.deepCopy();
        ObjectNode entry = changed.withObjectProperty(AUTHS).withObjectProperty(registry);
        entry.removeAll();
        entry.put(AUTH, Base64.getEncoder().encodeToString(Utf8.bytes(login)));
        return written(changed);
    }

    /** Returns the file's text without the login of this registry. */
    String without(String registry) {
        ObjectNode changed = whole.deepCopy();
        changed.withObjectProperty(AUTHS).remove(registry);
        return written(changed);
    }

    /** Formats the object as Docker does. */
    private static String written(ObjectNode object) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("\t", "\n"))
                .withArrayIndenter(new DefaultIndenter("\t", "\n"));
        try {
            return JSON.writer(printer).writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree can always be written
        }
    }
}
