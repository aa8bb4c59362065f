package io.dockplay.modules.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The options in a file of the Docker daemon's settings, whichever release it is of. */
interface DaemonOptions {

    static DaemonOptions of(DockerDaemon daemon, String text) {
        return daemon == DockerDaemon.OF_CENTOS_7
                ? new InJson(DaemonJson.read(text))
                : new InArguments(OtherArgs.read(text));
    }

    /** Whether a key has this value already. */
    boolean has(String key, Object value);

    /** What a key's value is, for people; none where it has none. */
    Optional<String> shown(String key);

    /** Why a value cannot be written. */
    Optional<String> blocker(String key, Object value);

    DaemonOptions with(String key, Object value);

    DaemonOptions without(String key);

    /** The file's text. */
    String text();

    /** The same with a key's value as {@link #shown} has shown it. */
    DaemonOptions withShown(String key, String shown);

    /** Whether nothing at all is said. */
    boolean isEmpty();

    /** A value, for people: as JSON, but a text that cannot be taken for JSON without its quotes. */
    static String shown(Object value) {
        JsonNode node = Json.tree(value);
        return node.isTextual() && !Json.isJson(node.asText()) ? node.asText() : node.toString();
    }

    /** CentOS 7's daemon.json. */
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
        public Optional<String> blocker(String key, Object value) {
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

    /** CentOS 6's other_args, where each element of a list or a mapping is an argument of its own. */
    record InArguments(OtherArgs arguments) implements DaemonOptions {

        /** What no shell would take for anything but itself, also without quotes. */
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
        public Optional<String> blocker(String key, Object value) {
            return DaemonFlags.tooNewForDocker1(key).or(() -> unwritable(key, value));
        }

        private static Optional<String> unwritable(String key, Object value) {
            return values(value).stream()
                    .filter(each -> !PLAIN.matcher(each).matches())
                    .findFirst()
                    .map(each -> key + ": \"" + each + "\" cannot be written among other_args, which has no quotes");
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

    /** JSON as values that can be compared. */
    final class Json {

        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private Json() {}

        /** Written and read again, so that a number is the same whatever it was before. */
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
                throw new IllegalStateException(e); // it has been read as a part of the file already
            }
        }
    }
}
