package io.dockplay.playbook.eval;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variable {@code groups}: each group's name → the names of its hosts. All hosts of a run share one. */
public final class HostsByGroup extends AbstractMap<String, Object> {

    private final Map<String, Object> groups;

    /**
     * @param groups nobody changes them any more
     */
    public HostsByGroup(Map<String, ?> groups) {
        this.groups = Collections.unmodifiableMap(groups);
    }

    @Override
    public @Nullable Object get(@Nullable Object group) {
        return groups.get(group);
    }

    @Override
    public boolean containsKey(@Nullable Object group) {
        return groups.containsKey(group);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return groups.entrySet();
    }
}
