package io.dockplay.inventory;

import io.dockplay.yaml.Yaml;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node in the tree of groups.
 *
 * @param hosts the hosts that are directly in the group
 * @param children the groups that are directly below it
 * @param variables the variables of the group itself, with those of {@code group_vars/}
 */
public record Branch(List<String> hosts, List<String> children, Map<String, Yaml> variables) {

    public Branch {
        hosts = List.copyOf(hosts);
        children = List.copyOf(children);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
