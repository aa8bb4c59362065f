package io.dockplay.cli.docs;

import io.dockplay.resource.Condition;
import io.dockplay.resource.Content;
import io.dockplay.resource.Option;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One option of a module, as the component of its record and the {@link Option} on it describe it.
 *
 * @param name as playbooks write it
 * @param type in words of Markdown, such as {@code list of text}, or the values that there are
 * @param required whether it must be given
 * @param fallback the value that is meant without it, where there is one
 * @param example a value, where the meaning alone does not show one
 * @param meaning in Markdown, without the default
 */
public record ModuleOption(
        String name,
        String type,
        boolean required,
        Optional<String> fallback,
        Optional<String> example,
        String meaning) {

    /**
     * The option of this name, which a component is.
     *
     * @throws IllegalStateException when the component lacks its {@link Option}
     */
    static ModuleOption of(String name, RecordComponent component) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalStateException(
                    component.getDeclaringRecord() + ": " + component.getName() + " lacks @Option");
        }
        Type type = component.getGenericType();
        return new ModuleOption(
                name,
                words(type),
                option.required() || !(type instanceof ParameterizedType),
                given(option.defaults()),
                given(option.example()),
                option.value());
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(written -> !written.isEmpty());
    }

    /** The meaning and the default, in Markdown. */
    public String meaningWithDefault() {
        return meaning + fallback.map(value -> "; without it `" + value + "`").orElse("");
    }

    /** The type as a terminal shows it. */
    public String plainType() {
        return type.replace("`", "");
    }

    /** The meaning as a terminal shows it. */
    public String plainMeaning() {
        return Markdown.plain(meaning);
    }

    private static String words(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                return inner == Content.class
                        ? "list of files beside the playbook"
                        : "list of " + words(inner) + (inner == String.class ? "" : "s");
            }
            return generic.getRawType() == Map.class ? "mapping" : words(inner);
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class) {
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
                    .map(value -> "`" + ((Enum<?>) value).name().toLowerCase(Locale.ROOT) + "`")
                    .collect(Collectors.joining(", "));
        }
        return "text";
    }
}
