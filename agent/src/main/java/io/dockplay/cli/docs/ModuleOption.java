package io.dockplay.cli.docs;

import io.dockplay.resource.Condition;
import io.dockplay.resource.Content;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One option of a module.
 *
 * @param name as playbooks write it
 * @param type in words, such as {@code list of text} or {@code present, absent}
 * @param required whether it must be given
 * @param fallback what is meant without it, where its page names a value
 * @param meaning its page's sentence; empty when the page has none
 */
public record ModuleOption(String name, String type, boolean required, Optional<String> fallback, String meaning) {

    private static final List<Pattern> FALLBACKS = List.of(
            Pattern.compile("without it,? (?:`([^`]+)`|(true|false|[0-9]+)\\b)"),
            Pattern.compile("(?:`([^`]+)`|\\b(true|false|[0-9]+)) \\(?without it"));

    /** What a module's page says of an option, under the headings of its table. */
    record Row(String type, String meaning) {}

    /**
     * A module's options.
     *
     * @param module its record
     * @param rows an option's name → what its page says of it
     */
    static List<ModuleOption> of(Class<?> module, Map<String, Row> rows) {
        return Arrays.stream(module.getRecordComponents())
                .map(component -> of(component, rows))
                .toList();
    }

    private static ModuleOption of(RecordComponent component, Map<String, Row> rows) {
        String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        Row row = rows.getOrDefault(name, new Row("", ""));
        Type type = component.getGenericType();
        // A list may be empty as far as its record tells; only its page says that it may not.
        boolean required = !(type instanceof ParameterizedType) || row.type().endsWith(", required");
        return new ModuleOption(
                name, words(type), required, fallback(row.type() + "; " + row.meaning()), row.meaning());
    }

    private static Optional<String> fallback(String meaning) {
        for (Pattern pattern : FALLBACKS) {
            Matcher matcher = pattern.matcher(meaning);
            if (matcher.find()) {
                return Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    private static String words(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                return inner instanceof Class<?> values && values.isEnum()
                        ? "list of: " + words(inner)
                        : "list of " + words(inner) + (inner == String.class ? "" : "s");
            }
            return generic.getRawType() == Map.class ? "mapping" : words(inner);
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "whole number";
        }
        if (type == Condition.class) {
            return "condition";
        }
        if (type == Content.class) {
            return "file beside the playbook";
        }
        if (type instanceof Class<?> values && values.isEnum()) {
            return Arrays.stream(values.getEnumConstants())
                    .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }
        return "text";
    }
}
