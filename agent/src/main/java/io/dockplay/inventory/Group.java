package io.dockplay.inventory;

import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A group while an inventory is being read: its hosts, the groups below it, and its variables. */
final class Group {

    final String name;
    final Set<String> hosts = new LinkedHashSet<>();
    final Map<String, Position> children = new LinkedHashMap<>();
    final Map<String, Yaml> variables = new LinkedHashMap<>();

    Group(String name) {
        this.name = name;
    }
}
