package io.dockplay.modules.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockplay.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The options in the Docker daemon's settings file, for both releases. */
interface DaemonOptions {

    static DaemonOptions of(DockerDaemon daemon, String text) {
        return daemon == DockerDaemon.OF_CENTOS_7
                ? new InJson(DaemonJson.read(text))
                : new InArguments(OtherArgs.read(text));
    }

    /** Whether a key already has this value. */
    boolean has(String key, Object value);

    /** Shows a key's value to people; none when it is not set. */
    Optional<String> shown(String key);

    /** Says why a value cannot be written; empty when it can. */
    Optional<Message> blocker(String key, Object value);

    DaemonOptions with(String key, Object value);

    DaemonOptions without(String key);

    /** The file's text. */
    String text();

    /** Returns these options with a key's value, given as {@link #shown} shows it. */
    DaemonOptions withShown(String key, String shown);

    /** Whether the file sets no option at all. */
    boolean isEmpty();

    /** Shows a value to people as JSON; a text loses its quotes unless it would then look like JSON. */
    static String shown(Object value) {
        JsonNode node = Json.tree(value);
        return node.isTextual() && !Json.isJson(node.asText()) ? node.asText() : node.toString();
    }

    /** The options in CentOS 7's daemon.json. */
    record InJson(DaemonJson json) implements DaemonOptions {

        @Override
        public boolean has(String key, Object value) {
            return json.value(key)
                    .map(Json::read)
                    .filter(Json.tree(value)::equals)
                    .isPresent();
        }

        @Override
        public Optional<String> shown(String key) {
            return json.value(key).map(Json::read).map(DaemonOptions::shown);
        }

        @Override
        public DaemonOptions withShown(String key, String shown) {
            return with(key, Json.isJson(shown) ? Json.read(shown) : shown);
        }

        @Override
        public boolean isEmpty() {
            return json.entries().isEmpty();
        }

        @Override
        public Optional<Message> blocker(String key, Object value) {
            return Optional.empty();
        }

        @Override
        public DaemonOptions with(String key, Object value) {
            return new InJson(DaemonJson.read(json.with(key, Json.tree(value).toString())));
        }

        @Override
        public DaemonOptions without(String key) {
            return new InJson(DaemonJson.read(json.without(key)));
        }

        @Override
        public String text() {
            return json.text();
        }
    }

    /** The options in CentOS 6's other_args, where each element of a list or a mapping is its own argument. */
    record InArguments(OtherArgs arguments) implements DaemonOptions {

        /** Text that a shell takes literally without quotes. */
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

        @Override
        public boolean has(String key, Object value) {
            return arguments.values(key).equals(values(value));
        }

        @Override
        public Optional<String> shown(String key) {
            List<String> values = arguments.values(key);
            return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
        }

        @Override
        public Optional<Message> blocker(String key, Object value) {
            return DaemonFlags.tooNewForDocker1(key).or(() -> unwritable(key, value));
        }

        private static Optional<Message> unwritable(String key, Object value) {
            return values(value).stream()
                    .filter(each -> !PLAIN.matcher(each).matches())
                    .findFirst()
                    .map(each -> Message.of(
                            "%s: \"%s\" cannot be written among other_args, which has no quotes", key, each));
        }

        @Override
        public DaemonOptions withShown(String key, String shown) {
            return with(key, (Object) List.of(shown.split(", ", -1)));
        }

        @Override
        public boolean isEmpty() {
            return arguments.lines().stream().allMatch(line -> line.matches("(other_args=(\"\")?)?"));
        }

        private static List<String> values(Object value) {
            if (value instanceof Map<?, ?> map) {
                return map.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList();
            }
            if (value instanceof List<?> list) {
                return list.stream().map(String::valueOf).toList();
            }
            return List.of(String.valueOf(value));
        }

        @Override
        public DaemonOptions with(String key, Object value) {
            return with(
                    key,
                    values(value).stream()
                            .map(each -> DaemonFlags.option(key) + "=" + each)
                            .toList());
        }

        @Override
        public DaemonOptions without(String key) {
            return with(key, List.of());
        }

        private DaemonOptions with(String key, List<String> flags) {
            return new InArguments(OtherArgs.read(arguments.with(key, flags)));
        }

        @Override
        public String text() {
            return String.join("\n", arguments.lines());
        }
    }

    /** Makes JSON values that can be compared. */
    final class Json {

        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private Json() {}

        /**
         * Converts a value to JSON by writing and reading it, so that equal numbers of different types become equal.
         */
        static JsonNode tree(Object value) {
            return read(JSON.valueToTree(value).toString());
        }

        static boolean isJson(String text) {
            try {
                return !JSON.readTree(text).isMissingNode();
            } catch (JsonProcessingException e) {
                return false;
            }
        }

        static JsonNode read(String json) {
            try {
                return JSON.readTree(json);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e); // the text was read as a part of the file before
            }
        }
    }
}
