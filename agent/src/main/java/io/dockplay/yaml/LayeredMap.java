package io.dockplay.yaml;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One map over another, without a copy of either: what many hosts have in common stands once below what each has of its own.
 *
 * <p>Neither map is changed any more.
 */
public final class LayeredMap<V> extends AbstractMap<String, V> {

    private final Map<String, ? extends V> upper;
    private final Map<String, ? extends V> lower;

    private LayeredMap(Map<String, ? extends V> upper, Map<String, ? extends V> lower) {
        this.upper = upper;
        this.lower = lower;
    }

    /** The upper map's values, and the lower one's of all names that the upper one does not have. */
    @SuppressWarnings("unchecked") // of a map that nobody changes the values may be of a subtype
    public static <V> Map<String, V> of(Map<String, ? extends V> upper, Map<String, ? extends V> lower) {
        if (upper.isEmpty()) {
            return (Map<String, V>) lower;
        }
        return lower.isEmpty() ? (Map<String, V>) upper : new LayeredMap<>(upper, lower);
    }

    /**
     * Gives the parts that two maps do not share, where they are made of layers; of a name in none of these both say the same.
     *
     * <p>It looks at the layers and not at what is in them.
     */
    @SuppressWarnings("ReferenceEquality") // whether a part is shared, and not whether two are alike
    public static void unshared(Map<String, ?> one, Map<String, ?> other, Consumer<Map<String, ?>> parts) {
        if (one == other) {
            return;
        }
        if (one instanceof LayeredMap<?> some && other instanceof LayeredMap<?> more && some.lower == more.lower) {
            unshared(some.upper, more.upper, parts);
        } else if (other instanceof LayeredMap<?> more) {
            parts.accept(more.upper);
            unshared(one, more.lower, parts);
        } else if (one instanceof LayeredMap<?> some) {
            parts.accept(some.upper);
            unshared(some.lower, other, parts);
        } else {
            parts.accept(one);
            parts.accept(other);
        }
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        V value = upper.get(key);
        return value != null ? value : lower.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return upper.containsKey(key) || lower.containsKey(key);
    }

    /** Those of the lower map first, in the order of both. */
    @Override
    public Set<Entry<String, V>> entrySet() {
        Map<String, V> all = new LinkedHashMap<>(lower);
        all.putAll(upper);
        return all.entrySet();
    }
}
