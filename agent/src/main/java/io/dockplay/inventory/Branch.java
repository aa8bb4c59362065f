package io.dockplay.inventory;

import io.dockplay.yaml.Yaml;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group as it stands in the tree of groups.
 *
 * @param hosts those that are directly in it
 * @param children the groups that are directly below it
 * @param variables its own, those of {@code group_vars/} included
 */
public record Branch(List<String> hosts, List<String> children, Map<String, Yaml> variables) {

    public Branch {
        hosts = List.copyOf(hosts);
        children = List.copyOf(children);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
