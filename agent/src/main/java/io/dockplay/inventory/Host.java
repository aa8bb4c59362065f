package io.dockplay.inventory;

import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A host of the inventory.
 *
 * @param name what it is called
 * @param variables its own, over its groups', over those of {@code all}
 * @param position where it is first named
 */
public record Host(String name, Map<String, Yaml> variables, Position position) {

    public Host {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
