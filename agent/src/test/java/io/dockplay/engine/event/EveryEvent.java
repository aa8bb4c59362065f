package io.dockplay.engine.event;

import io.dockplay.problem.Position;
import io.dockplay.resource.Script;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events of every kind that there is, also of one that nobody has thought of here.
 *
 * @param text what stands in each of their texts
 * @param plain the names of the texts in which it does not
 */
public record EveryEvent(String text, Set<String> plain) {

    /** All kinds. */
    public static Stream<Class<?>> kinds() {
        return Arrays.stream(Event.class.getPermittedSubclasses());
    }

    /** One of a kind. */
    public static Event of(Class<?> kind, String text, Set<String> plain) throws Exception {
        return (Event) new EveryEvent(text, plain).made(kind, "");
    }

    /** Some value of a type, with the text in each text whose name is not one of these. */
    private Object made(Type type, String name) throws Exception {
        if (type instanceof ParameterizedType of) {
            Type[] parts = of.getActualTypeArguments();
            if (of.getRawType() == Optional.class) {
                return Optional.of(made(parts[0], name));
            }
            if (of.getRawType() == List.class) {
                return List.of(made(parts[0], name));
            }
            return Map.of(made(parts[0], name), made(parts[1], name));
        }
        if (type == String.class) {
            return plain.contains(name) ? "plain" : text;
        }
        if (type == int.class) {
            return 7;
        }
        if (type == long.class) {
            return 7L;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == Position.class) {
            return Position.of("site.yml");
        }
        if (type == Script.class) {
            return plain.contains(name) ? Script.NOTHING : new Script("echo " + text.replace("\0", ""), List.of());
        }
        Class<?> kind = (Class<?>) type;
        if (kind.isEnum()) {
            return kind.getEnumConstants()[0];
        }
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = made(components[i].getGenericType(), components[i].getName());
        }
        return kind.getDeclaredConstructor(types).newInstance(values);
    }
}
