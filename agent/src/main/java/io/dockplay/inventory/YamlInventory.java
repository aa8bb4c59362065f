package io.dockplay.inventory;

import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the YAML form: groups with {@code hosts}, {@code children} and {@code vars}. */
final class YamlInventory {

    static final List<String> KEYS = List.of("hosts", "children", "vars");

    private final Draft draft;

    YamlInventory(Draft draft) {
        this.draft = draft;
    }

    void read(Yaml root) {
        if (root instanceof Yaml.Mapping mapping && mapping.get("plugin").isPresent()) {
            draft.problem(
                    root.position(),
                    Message.of("this configures a plugin of Ansible's, and dockplay runs none"),
                    Message.of(
                            "Let Ansible write down what it finds: ansible-inventory -i FILE --list --export --yaml >"
                                    + " hosts.yml"));
            return;
        }
        mapping(Message.of("the inventory"), root)
                .ifPresent(
                        groups -> groups.entries().forEach((name, entry) -> group(draft.group(name), entry.value())));
    }

    private void group(Group group, Yaml node) {
        if (isNothing(node)) {
            return;
        }
        mapping(Message.of("the group %s", group.name), node)
                .ifPresent(mapping -> mapping.entries().forEach((key, entry) -> {
                    switch (key) {
                        case "hosts" -> hosts(group, entry.value());
                        case "children" -> children(group, entry.value());
                        case "vars" ->
                            variables(Message.quoted("vars"), entry.value())
                                    .forEach((name, value) -> draft.variable(group.name, name, value));
                        default ->
                            draft.problem(
                                    entry.position(),
                                    Message.of("the group %s has no key \"%s\"", group.name, key),
                                    Message.of("A group has hosts, children and vars.")
                                            .and(DidYouMean.hint(key, KEYS))
                                            .and(Message.of("A group below another is written under children.")));
                    }
                }));
    }

    private void hosts(Group group, Yaml node) {
        if (isNothing(node)) {
            return;
        }
        mapping(Message.quoted("hosts"), named(node))
                .ifPresent(hosts -> hosts.entries().forEach((written, entry) -> {
                    Map<String, Yaml> own = variables(Message.of("the host %s", written), entry.value());
                    HostAddress address = HostAddress.of(written);
                    for (String name : draft.expand(address, entry.position())) {
                        draft.host(group, name, address.port(), entry.position());
                        own.forEach((key, value) -> draft.variable(name, key, value));
                    }
                }));
    }

    private void children(Group group, Yaml node) {
        if (isNothing(node)) {
            return;
        }
        mapping(Message.quoted("children"), named(node))
                .ifPresent(children -> children.entries().forEach((name, entry) -> {
                    group(draft.group(name), entry.value());
                    draft.child(group, name, entry.position());
                }));
    }

    /** Reads a mapping; a single name stands for a mapping with only this key. */
    private static Yaml named(Yaml node) {
        if (node instanceof Yaml.Scalar scalar && scalar.value() instanceof String name) {
            return new Yaml.Mapping(
                    node.position(),
                    Map.of(name, new Yaml.Entry(node.position(), new Yaml.Scalar(node.position(), "", null))));
        }
        return node;
    }

    Map<String, Yaml> variables(Message what, Yaml node) {
        Map<String, Yaml> variables = new LinkedHashMap<>();
        if (!isNothing(node)) {
            mapping(what, node)
                    .ifPresent(mapping -> mapping.entries().forEach((key, entry) -> variables.put(key, entry.value())));
        }
        return variables;
    }

    private static boolean isNothing(Yaml node) {
        return node.isNothing();
    }

    private Optional<Yaml.Mapping> mapping(Message what, Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            return Optional.of(mapping);
        }
        draft.problem(
                node.position(),
                Message.of("%s is %s, and should be a mapping", what, node.kind()),
                Message.of("Write name: and its values below it, further in."));
        return Optional.empty();
    }
}
