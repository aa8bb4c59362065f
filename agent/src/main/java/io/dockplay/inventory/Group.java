package io.dockplay.inventory;

import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A group while an inventory is read: its hosts, the groups below and above it, and its variables. */
final class Group {

    final String name;
    final Set<String> hosts = new LinkedHashSet<>();
    final Set<String> children = new LinkedHashSet<>();
    final Set<String> parents = new LinkedHashSet<>();
    final Map<String, Yaml> variables = new LinkedHashMap<>();
    /** Decides between two groups at the same depth: the one with the higher priority wins. */
    long priority = 1;

    Group(String name) {
        this.name = name;
    }
}
