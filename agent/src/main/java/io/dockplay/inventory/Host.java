package io.dockplay.inventory;

import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import java.util.Map;

/**
 * A host of the inventory.
 *
 * @param name its name
 * @param variables its own variables, which win over its groups', which win over those of {@code all}; nobody changes them, and
 *     hosts that have the same share one map
 * @param position where the inventory first names it
 */
public record Host(String name, Map<String, Yaml> variables, Position position) {}
