package io.dockplay.modules;

import io.dockplay.resource.Condition;
import io.dockplay.resource.Content;
import io.dockplay.resource.DebugMessage;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Resource;
import io.dockplay.resource.UnsupportedState;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a module's record of a case's options: just enough for tests, without the good errors of the playbook's binder.
 *
 * <p>A {@link Content}'s bytes are written in the case itself; a {@link Condition} is {@code true}, {@code false},
 * {@code rc == 0} or {@code stdout != yes}.
 */
public final class CaseOptions {

    private CaseOptions() {}

    public static Resource<?> bind(Class<? extends Resource<?>> module, Map<String, Object> options) {
        return (Resource<?>) bindRecord(module, options);
    }

    static <T> T bindRecord(Class<T> type, Map<String, Object> options) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, Object> left = new LinkedHashMap<>(options);
        Object[] values = Arrays.stream(components)
                .map(component -> value(
                        component.getGenericType(), left.remove(yamlName(component.getName())), component.getName()))
                .toArray();
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no option " + new TreeSet<>(left.keySet()));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidOption invalid) {
                throw invalid;
            }
            if (e.getCause() instanceof UnsupportedState unsupported) {
                throw unsupported;
            }
            throw new IllegalArgumentException(type.getSimpleName() + " of " + options, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " of " + options, e);
        }
    }

    /** {@code restartAfter} is written {@code restart_after}. */
    static String yamlName(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Object value(Type type, @Nullable Object written, String name) {
        if (type instanceof ParameterizedType many) {
            Type element = many.getActualTypeArguments()[many.getActualTypeArguments().length - 1];
            if (many.getRawType() == Optional.class) {
                return written == null ? Optional.empty() : Optional.of(value(element, written, name));
            }
            if (many.getRawType() == List.class) {
                List<?> list = written == null ? List.of() : written instanceof List<?> l ? l : List.of(written);
                return list.stream().map(each -> value(element, each, name)).toList();
            }
            if (many.getRawType() == Map.class) {
                return written == null ? Map.of() : map(written);
            }
        }
        if (written == null && type == boolean.class) {
            return false;
        }
        if (written == null) {
            throw new IllegalArgumentException("option " + yamlName(name) + " is missing");
        }
        return scalar((Class<?>) type, written);
    }

    private static Object scalar(Class<?> type, Object written) {
        if (type == String.class) {
            return String.valueOf(written);
        }
        if (type == Content.class) {
            return new Content(bytes(written));
        }
        if (type == DebugMessage.class) {
            return new DebugMessage(String.valueOf(written));
        }
        if (type == Condition.class) {
            return condition(String.valueOf(written));
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> each == written
                            || ((Enum<?>) each)
                                    .name()
                                    .equals(String.valueOf(written).toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " is never " + written));
        }
        return written;
    }

    private static Condition condition(String text) {
        record Comparison(String text) implements Condition {
            @Override
            public boolean holds(Map<String, Object> more) {
                String[] words = text.split(" ", 3);
                if (words.length < 3) {
                    return Boolean.parseBoolean(text);
                }
                return String.valueOf(more.get(words[0])).equals(words[2]) == words[1].equals("==");
            }
        }
        return new Comparison(text);
    }

    static byte[] bytes(Object written) {
        return written instanceof byte[] binary ? binary : CaseFile.utf8(String.valueOf(written));
    }

    static Map<String, Object> map(@Nullable Object written) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (written instanceof Map<?, ?> found) {
            found.forEach((key, value) -> map.put(String.valueOf(key), value == null ? "" : value));
        }
        return map;
    }
}
