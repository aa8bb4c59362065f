package io.dockplay.report.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.dockplay.engine.event.Event;
import io.dockplay.message.Code;
import io.dockplay.resource.Script;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Writes whole events as JSON and reads them again, so that a report of an old run is the same as it was.
 *
 * <p>Of a script there is the text that people see, and none of the contents that travelled with it.
 */
public final class EventJson {

    /** For all that stands in a log: to make a mapper takes longer than to write the log of a short run. */
    static final ObjectMapper JSON = mapper();

    private EventJson() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder()
                // The components of a record, and nothing that is computed of them.
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new Jdk8Module())
                .addModule(new SimpleModule()
                        .addSerializer(new ScriptAsText())
                        .addDeserializer(Script.class, new ScriptOfText()))
                .addMixIn(Event.class, Kinds.class)
                .addMixIn(Code.class, ByNumber.class)
                .build();
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            mapper.registerSubtypes(new NamedType(kind, kind.getSimpleName().toLowerCase(Locale.ROOT)));
        }
        return mapper;
    }

    /** An event as a line, with the moment at which it came. */
    public static String line(Instant at, Event event) {
        return "{\"at\":\"" + at + "\"," + text(event).substring(1);
    }

    /** Anything else of a log as a line: records, and trees of JSON. */
    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("this is no value of a log", e);
        }
    }

    /** The same as a part of a line. */
    public static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /**
     * The event that an object was made of.
     *
     * @throws JsonProcessingException when it is none that this dockplay knows
     */
    public static Event read(JsonNode json) throws JsonProcessingException {
        return JSON.treeToValue(json, Event.class);
    }

    /** Each kind of event by its name, such as {@code changed}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    private interface Kinds {}

    /** A code by its number, which stays when the words change. */
    private abstract static class ByNumber {

        @JsonCreator
        @SuppressWarnings("unused") // Jackson calls that of the code itself
        static Code read(String number) {
            return Code.read(number);
        }

        @JsonValue
        @Override
        public abstract String toString();
    }

    private static final class ScriptAsText extends StdSerializer<Script> {

        private static final long serialVersionUID = 1;

        private ScriptAsText() {
            super(Script.class);
        }

        @Override
        public void serialize(Script script, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(script.toString());
        }
    }

    private static final class ScriptOfText extends StdDeserializer<Script> {

        private static final long serialVersionUID = 1;

        private ScriptOfText() {
            super(Script.class);
        }

        @Override
        public Script deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return new Script(json.getText(), List.of());
        }
    }
}
