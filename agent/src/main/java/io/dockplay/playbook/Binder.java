package io.dockplay.playbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.modules.Modules;
import io.dockplay.playbook.eval.Expression;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Condition;
import io.dockplay.resource.Content;
import io.dockplay.resource.DebugMessage;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Utf8;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a module's record of the options in a playbook; each component of the record is an option.
 *
 * <p>{@code restartAfter} is written {@code restart_after}. A {@link Content} is a file beside the playbook, taken as it is,
 * or rendered as a template where the option is called {@code template}.
 *
 * @param search finds the files that options name, and reads them
 */
public record Binder(SearchPath search) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A module's option names as they are written. */
    public static List<String> options(Class<?> module) {
        return Arrays.stream(module.getRecordComponents())
                .map(component -> name(component.getName()))
                .toList();
    }

    private static String name(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /**
     * The resource that the options describe on a host with these variables.
     *
     * @throws InvalidInput with all that is wrong with the options
     */
    Resource<?> bind(String module, Yaml.Mapping options, Variables variables) {
        Class<? extends Resource<?>> type = Modules.named(module);
        List<Problem> problems = new ArrayList<>(unknown(module, type, options));
        Templates templates = new Templates(variables);
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = name(components[i].getName());
            Option option = new Option(module, name, templates, variables);
            Optional<Yaml> written =
                    options.get(name).filter(value -> !value.kind().equals("nothing"));
            try {
                arguments[i] = value(option, components[i].getGenericType(), written, options.position());
            } catch (InvalidInput wrong) {
                problems.addAll(wrong.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return construct(type, arguments, options);
    }

    /** The options that a module does not have. */
    public List<Problem> unknown(String module, Class<?> type, Yaml.Mapping options) {
        List<String> known = options(type);
        List<Problem> problems = new ArrayList<>();
        options.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(Problem.at(
                        entry.position(),
                        module + " has no option \"" + key + "\"",
                        "Its options are " + String.join(", ", known) + "." + DidYouMean.hint(key, known)));
            }
        });
        return problems;
    }

    private record Option(String module, String name, Templates templates, Variables variables) {

        InvalidInput wrong(Yaml value, String wanted) {
            String shown = value instanceof Yaml.Scalar scalar && scalar.value() != null
                    ? "\"" + scalar.text() + "\""
                    : value.kind();
            return new InvalidInput(Problem.at(
                    value.position(), module + ": " + name + " is " + shown + ", and should be " + wanted, ""));
        }
    }

    private Object value(Option option, Type type, Optional<Yaml> written, Position whole) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return written.map(value -> single(option, inner, value));
            }
            if (generic.getRawType() == List.class) {
                return written.map(value -> list(option, inner, value)).orElse(List.of());
            }
            if (generic.getRawType() == Map.class) {
                return written.map(value -> map(option, generic.getActualTypeArguments()[1], value))
                        .orElse(Map.of());
            }
        }
        if (written.isEmpty()) {
            throw new InvalidInput(Problem.at(
                    whole,
                    option.module() + " needs the option \"" + option.name() + "\"",
                    "docs/modules/" + option.module() + ".md describes it."));
        }
        return single(option, type, written.get());
    }

    private List<Object> list(Option option, Type inner, Yaml written) {
        Yaml value = inner == Condition.class ? written : option.templates().evaluate(written);
        if (value instanceof Yaml.Sequence sequence) {
            List<Object> items = new ArrayList<>();
            for (Yaml item : sequence.items()) {
                // A ${…} inside a list that is itself a list adds its elements.
                if (item instanceof Yaml.Sequence nested) {
                    nested.items().forEach(each -> items.add(bound(option, inner, each)));
                } else {
                    items.add(bound(option, inner, item));
                }
            }
            return items;
        }
        return List.of(bound(option, inner, value));
    }

    private static Map<String, Object> map(Option option, Type valueType, Yaml written) {
        Yaml value = option.templates().evaluate(written);
        if (!(value instanceof Yaml.Mapping mapping)) {
            throw option.wrong(value, "a mapping, such as {key: value}");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            FieldReader.sendable(option.module() + ": a key of " + option.name(), entry.position(), key);
            if (valueType == String.class) {
                map.put(key, text(option, entry.value()));
            } else {
                Object plain = entry.value().plain();
                map.put(key, plain == null ? "" : plain);
            }
        });
        return map;
    }

    private Object single(Option option, Type type, Yaml written) {
        return bound(
                option,
                type,
                type == Condition.class || type == DebugMessage.class
                        ? written
                        : option.templates().evaluate(written));
    }

    /** What a value is for an option of this type; its expressions have been evaluated, once and not again. */
    private Object bound(Option option, Type type, Yaml value) {
        if (type == Condition.class) {
            if (value instanceof Yaml.Scalar scalar && scalar.value() != null) {
                Expression condition = new Expression(Expression.text(scalar), scalar.position(), option.variables());
                condition.check();
                return condition;
            }
            throw option.wrong(value, "a condition");
        }
        if (type == DebugMessage.class) {
            return told(option, value);
        }
        if (type == Content.class) {
            return content(option, value);
        }
        if (type == String.class || type == Object.class) {
            return text(option, value);
        }
        if (type == Boolean.class || type == boolean.class) {
            if (value.plain() instanceof Boolean yes) {
                return yes;
            }
            String word = String.valueOf(value.plain()).strip();
            if (word.matches("(?i)true|false")) {
                return "true".equalsIgnoreCase(word); // as an INI inventory gives it
            }
            throw option.wrong(value, "true or false");
        }
        if (type == Integer.class || type == int.class) {
            if (value.plain() instanceof Number number && number.intValue() == number.doubleValue()) {
                return number.intValue();
            }
            throw option.wrong(value, "a whole number of at most " + Integer.MAX_VALUE);
        }
        if (type instanceof Class<?> enumType && enumType.isEnum()) {
            return constant(option, enumType, value);
        }
        throw new IllegalStateException("no option can be of " + type);
    }

    /** A text as it is, anything else as JSON; an option that is called {@code var} is a bare expression. */
    private static DebugMessage told(Option option, Yaml written) {
        Yaml asked = option.name().equals("var") && written instanceof Yaml.Scalar expression
                ? Yaml.of(written.position(), "${" + expression.text() + "}")
                : written;
        Object value = option.templates().evaluate(asked).plain();
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return new DebugMessage(String.valueOf(value));
        }
        try {
            return new DebugMessage(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Option option, Yaml value) {
        if (value instanceof Yaml.Scalar scalar && scalar.value() != null) {
            // Of a file's content any byte can be sent.
            return option.name().equals("content")
                    ? scalar.text()
                    : FieldReader.sendable(option.module() + ": " + option.name(), value.position(), scalar.text());
        }
        throw option.wrong(value, "text");
    }

    private static Object constant(Option option, Class<?> type, Yaml value) {
        String text = text(option, value);
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw new InvalidInput(Problem.at(
                value.position(),
                option.module() + ": " + option.name() + " cannot be \"" + text + "\"",
                "It is one of " + String.join(", ", names) + "." + DidYouMean.hint(text, names)));
    }

    private Content content(Option option, Yaml value) {
        String name = text(option, value);
        boolean template = option.name().equals("template");
        Path path = search.find(
                template ? "templates" : "files", name, value.position(), option.module() + ": " + option.name());
        try {
            if (template && !Files.isDirectory(path)) {
                String rendered = option.templates().render(search.files().text(path), Position.of(path.toString()));
                return new Content(Utf8.bytes(rendered), name);
            }
            if (Files.isRegularFile(path)) { // a device may have no end
                return new Content(search.files().bytes(path), name);
            }
        } catch (IOException e) {
            throw unreadable(option, path, value);
        }
        throw unreadable(option, path, value);
    }

    private static InvalidInput unreadable(Option option, Path path, Yaml value) {
        return new InvalidInput(Problem.at(
                value.position(),
                option.module() + ": " + option.name() + ": " + path + " cannot be read",
                "Check that it is a file and that you may read it."));
    }

    private static Resource<?> construct(Class<? extends Resource<?>> type, Object[] arguments, Yaml.Mapping options) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<? extends Resource<?>> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidOption wrong) {
                Position where = options.get(wrong.option()).map(Yaml::position).orElse(options.position());
                throw new InvalidInput(Problem.at(where, String.valueOf(wrong.getMessage()), wrong.advice()));
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
