package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.modules.Modules;
import io.dockplay.playbook.eval.Origins;
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

    /** A module's option names as they are written. */
    public static List<String> options(Class<?> module) {
        return Arrays.stream(module.getRecordComponents())
                .map(component -> name(component.getName()))
                .toList();
    }

    /** {@code restart_after} for {@code restartAfter}; a pattern would be compiled for each option of each task. */
    private static String name(String component) {
        StringBuilder name = new StringBuilder(component.length() + 4);
        for (int i = 0; i < component.length(); i++) {
            char letter = component.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                name.append('_').append((char) (letter - 'A' + 'a'));
            } else {
                name.append(letter);
            }
        }
        return name.toString();
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
            OptionReader option = new OptionReader(
                    module, name, templates, variables, search.files().warnings());
            Optional<Yaml> written = options.get(name).filter(FieldReader::isGiven);
            try {
                arguments[i] = value(option, components[i].getGenericType(), written, options.position());
            } catch (InvalidInput wrong) {
                problems.addAll(written.map(value -> Origins.told(wrong, value, variables))
                        .orElse(wrong)
                        .problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return construct(type, arguments, options, variables);
    }

    /** The options that a module does not have. */
    public List<Problem> unknown(String module, Class<?> type, Yaml.Mapping options) {
        List<String> known = options(type);
        List<Problem> problems = new ArrayList<>();
        options.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(Problem.at(
                        entry.position(),
                        Message.of("%s has no option \"%s\"", module, key),
                        AnsibleNames.option(key, entry.value(), known)
                                .orElseGet(() -> Message.of("Its options are %s.", String.join(", ", known))
                                        .and(DidYouMean.hint(key, known)))));
            }
        });
        return problems;
    }

    private Object value(OptionReader option, Type type, Optional<Yaml> written, Position whole) {
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
                    Message.of("%s needs the option \"%s\"", option.module(), option.name()),
                    Message.of("docs/modules/%s.md describes it.", option.module())));
        }
        return single(option, type, written.get());
    }

    private List<Object> list(OptionReader option, Type inner, Yaml written) {
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

    private static Map<String, Object> map(OptionReader option, Type valueType, Yaml written) {
        Yaml value = option.templates().evaluate(written);
        if (!(value instanceof Yaml.Mapping mapping)) {
            throw option.wrong(value, Message.of("a mapping, such as {key: value}"));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            FieldReader.sendable(Message.of("%s: a key of %s", option.module(), option.name()), entry.position(), key);
            if (valueType == String.class) {
                map.put(key, option.text(entry.value()));
            } else {
                Object plain = entry.value().plain();
                map.put(key, plain == null ? "" : plain);
            }
        });
        return map;
    }

    private Object single(OptionReader option, Type type, Yaml written) {
        boolean isFlag = type == Boolean.class || type == boolean.class;
        if (isFlag && written instanceof Yaml.Scalar scalar && !Templates.isTemplate(scalar.text())) {
            return option.writtenFlag(written);
        }
        return bound(
                option,
                type,
                type == Condition.class || type == DebugMessage.class
                        ? written
                        : option.templates().evaluate(written));
    }

    /** What a value is for an option of this type; its expressions have been evaluated, once and not again. */
    private Object bound(OptionReader option, Type type, Yaml value) {
        if (type == Condition.class) {
            return option.condition(value);
        }
        if (type == DebugMessage.class) {
            return option.debugMessage(value);
        }
        if (type == Content.class) {
            return content(option, value);
        }
        if (type == String.class || type == Object.class) {
            return option.text(value);
        }
        if (type == Boolean.class || type == boolean.class) {
            return option.flag(value);
        }
        if (type == Integer.class || type == int.class) {
            return option.wholeNumber(value);
        }
        if (type instanceof Class<?> enumType && enumType.isEnum()) {
            return option.constant(enumType, value);
        }
        throw new IllegalStateException("no option can be of " + type);
    }

    private Content content(OptionReader option, Yaml value) {
        String name = option.text(value);
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

    private static InvalidInput unreadable(OptionReader option, Path path, Yaml value) {
        return new InvalidInput(Problem.at(
                value.position(),
                Message.of("%s: %s: %s cannot be read", option.module(), option.name(), path),
                Message.of("Check that it is a file and that you may read it.")));
    }

    private static Resource<?> construct(
            Class<? extends Resource<?>> type, Object[] arguments, Yaml.Mapping options, Variables variables) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<? extends Resource<?>> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidOption wrong) {
                Yaml written = options.get(wrong.option()).orElse(options);
                throw Origins.told(
                        new InvalidInput(Problem.at(written.position(), wrong.what(), wrong.advice())),
                        written,
                        variables);
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
