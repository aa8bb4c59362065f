package io.dockplay.inventory;

import io.dockplay.problem.DidYouMean;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the YAML form: groups with {@code hosts}, {@code children} and {@code vars}. */
final class YamlInventory {

    private static final List<String> KEYS = List.of("hosts", "children", "vars");

    private final Draft draft;

    YamlInventory(Draft draft) {
        this.draft = draft;
    }

    void read(Yaml root) {
        mapping("the inventory", root)
                .ifPresent(
                        groups -> groups.entries().forEach((name, entry) -> group(draft.group(name), entry.value())));
    }

    private void group(Group group, Yaml node) {
        if (isNothing(node)) {
            return;
        }
        mapping("the group " + group.name, node)
                .ifPresent(mapping -> mapping.entries().forEach((key, entry) -> {
                    switch (key) {
                        case "hosts" -> hosts(group, entry.value());
                        case "children" -> children(group, entry.value());
                        case "vars" -> group.variables.putAll(variables("vars", entry.value()));
                        default ->
                            draft.problem(
                                    entry.position(),
                                    "the group " + group.name + " has no key \"" + key + "\"",
                                    "A group has hosts, children and vars." + DidYouMean.hint(key, KEYS)
                                            + " A group below another is written under children.");
                    }
                }));
    }

    private void hosts(Group group, Yaml node) {
        if (isNothing(node)) {
            return;
        }
        mapping("hosts", node)
                .ifPresent(hosts -> hosts.entries().forEach((written, entry) -> {
                    Map<String, Yaml> own = variables("the host " + written, entry.value());
                    try {
                        for (String name : HostRange.expand(written)) {
                            draft.host(group, name, entry.position());
                            own.forEach((key, value) -> draft.variable(name, key, value));
                        }
                    } catch (IllegalArgumentException e) {
                        draft.problem(
                                entry.position(), String.valueOf(e.getMessage()), "Write web[01:20] or db-[a:c].");
                    }
                }));
    }

    private void children(Group group, Yaml node) {
        if (isNothing(node)) {
            return;
        }
        mapping("children", node)
                .ifPresent(children -> children.entries().forEach((name, entry) -> {
                    group.children.put(name, entry.position());
                    group(draft.group(name), entry.value());
                }));
    }

    Map<String, Yaml> variables(String what, Yaml node) {
        Map<String, Yaml> variables = new LinkedHashMap<>();
        if (!isNothing(node)) {
            mapping(what, node)
                    .ifPresent(mapping -> mapping.entries().forEach((key, entry) -> variables.put(key, entry.value())));
        }
        return variables;
    }

    private static boolean isNothing(Yaml node) {
        return node.kind().equals("nothing");
    }

    private Optional<Yaml.Mapping> mapping(String what, Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            return Optional.of(mapping);
        }
        draft.problem(
                node.position(),
                what + " is " + node.kind() + ", and should be a mapping",
                "Write name: and its values below it, further in.");
        return Optional.empty();
    }
}
