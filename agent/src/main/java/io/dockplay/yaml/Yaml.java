package io.dockplay.yaml;

import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of a YAML document, with its place in the file. */
public sealed interface Yaml {

    /** Where the node begins. */
    Position position();

    /** Its kind in the words of messages, such as {@code a list}. */
    Message kind();

    /** Whether it is there without a value, such as what stands behind {@code key:} alone. */
    default boolean isNothing() {
        return this instanceof Scalar scalar && scalar.value() == null;
    }

    /** The node as maps, lists, strings, numbers and booleans. */
    @Nullable
    Object plain();

    /**
     * A single value.
     *
     * @param text the value as it is written, without quotes
     * @param value the value as YAML 1.1 types it: a string, a whole number, a decimal number, a boolean, or null; a number
     *     that prints differently from how it is written, such as 0644 or 26.10, is a string
     */
    record Scalar(Position position, String text, @Nullable Object value) implements Yaml {

        @Override
        public Message kind() {
            if (value == null) {
                return Message.of("nothing");
            }
            return value instanceof String
                    ? Message.of("text")
                    : value instanceof Boolean ? Message.of("a boolean") : Message.of("a number");
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    /** A list of values. */
    record Sequence(Position position, List<Yaml> items) implements Yaml {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Message kind() {
            return Message.of("a list");
        }

        @Override
        public @Nullable Object plain() {
            return Collections.unmodifiableList(
                    items.stream().<@Nullable Object>map(Yaml::plain).collect(java.util.stream.Collectors.toList()));
        }
    }

    /** Values by their keys, in the order of the file. */
    record Mapping(Position position, Map<String, Entry> entries) implements Yaml {

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of a key; none when the key is not there. */
        public Optional<Yaml> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        @Override
        public Message kind() {
            return Message.of("a mapping");
        }

        @Override
        public @Nullable Object plain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            entries.forEach((key, entry) -> plain.put(key, entry.value().plain()));
            return Collections.unmodifiableMap(plain);
        }
    }

    /** A key's place, and its value. */
    record Entry(Position position, Yaml value) {}

    /** A copy of a node, in which everything has one position. */
    static Yaml at(Position position, Yaml node) {
        return of(position, node.plain());
    }

    /** A node for a value that does not come from a file. */
    static Yaml of(Position position, @Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            map.forEach((key, value) -> entries.put(String.valueOf(key), new Entry(position, of(position, value))));
            return new Mapping(position, entries);
        }
        if (plain instanceof Iterable<?> list) {
            List<Yaml> items = new java.util.ArrayList<>();
            list.forEach(item -> items.add(of(position, item)));
            return new Sequence(position, items);
        }
        if (plain instanceof BigDecimal number) {
            return new Scalar(position, number.toPlainString(), number);
        }
        return new Scalar(position, plain == null ? "" : String.valueOf(plain), plain);
    }
}
