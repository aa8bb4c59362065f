package io.dockplay.cli.run;

import io.dockplay.inventory.Branch;
import io.dockplay.inventory.Host;
import io.dockplay.inventory.Inventory;
import io.dockplay.yaml.Yaml;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An inventory as {@code ansible-inventory} prints it: a mapping of groups, a tree of groups, or a picture of it. */
public record InventoryListing(Inventory inventory) {

    private static final Branch NOTHING = new Branch(List.of(), List.of(), Map.of());

    /** {@code _meta.hostvars}, and each group's {@code hosts} and {@code children}; what is empty is left out. */
    public Map<String, @Nullable Object> groups() {
        Map<String, @Nullable Object> all = new TreeMap<>();
        group("all", all, new HashSet<>());
        Map<String, @Nullable Object> variables = new TreeMap<>();
        for (Host host : inventory.hosts()) {
            if (!host.variables().isEmpty()) {
                variables.put(host.name(), variables(host.variables()));
            }
        }
        all.put("_meta", Map.of("hostvars", variables));
        return all;
    }

    private void group(String name, Map<String, @Nullable Object> all, Set<String> seen) {
        Branch branch = branch(name);
        Map<String, @Nullable Object> group = new TreeMap<>();
        if (!name.equals("all") && !branch.hosts().isEmpty()) {
            group.put("hosts", branch.hosts());
        }
        if (!branch.children().isEmpty()) {
            group.put("children", branch.children());
        }
        if (!group.isEmpty()) {
            all.put(name, group);
        }
        branch.children().stream().filter(seen::add).forEach(child -> group(child, all, seen));
    }

    /** The groups one in the other, with their hosts; a host's variables stand where it is named first. */
    public Map<String, @Nullable Object> tree() {
        return tree("all", new HashSet<>());
    }

    private Map<String, @Nullable Object> tree(String name, Set<String> seen) {
        Branch branch = branch(name);
        Map<String, @Nullable Object> children = new TreeMap<>();
        branch.children().forEach(child -> children.putAll(tree(child, seen)));
        Map<String, @Nullable Object> hosts = new TreeMap<>();
        if (!name.equals("all")) {
            branch.hosts().forEach(host -> hosts.put(host, seen.add(host) ? variables(host) : Map.of()));
        }
        Map<String, @Nullable Object> group = new TreeMap<>();
        if (!children.isEmpty()) {
            group.put("children", children);
        }
        if (!hosts.isEmpty()) {
            group.put("hosts", hosts);
        }
        Map<String, @Nullable Object> one = new TreeMap<>();
        one.put(name, group);
        return one;
    }

    /** The picture of a group, line by line. */
    public List<String> graph(String group, boolean withVariables) {
        List<String> lines = new ArrayList<>();
        graph(group, 0, withVariables, lines);
        return lines;
    }

    private void graph(String name, int depth, boolean withVariables, List<String> lines) {
        Branch branch = branch(name);
        lines.add(line("@" + name + ":", depth));
        branch.children().forEach(child -> graph(child, depth + 1, withVariables, lines));
        if (!name.equals("all")) {
            for (String host : branch.hosts()) {
                lines.add(line(host, depth + 1));
                if (withVariables) {
                    variables(host).forEach((key, value) -> lines.add(assignment(key, value, depth + 2)));
                }
            }
        }
        if (withVariables) {
            variables(branch.variables()).forEach((key, value) -> lines.add(assignment(key, value, depth + 1)));
        }
    }

    private static String assignment(String name, @Nullable Object value, int depth) {
        return line("{" + name + " = " + (value instanceof String text ? text : inPython(value)) + "}", depth);
    }

    private static String line(String text, int depth) {
        return depth == 0 ? text : "  |".repeat(depth) + "--" + text;
    }

    /** A value as Python writes it. */
    private static String inPython(@Nullable Object value) {
        if (value == null) {
            return "None";
        } else if (value instanceof Boolean yes) {
            return yes ? "True" : "False";
        } else if (value instanceof String text) {
            String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
            return quote + text.replace("\\", "\\\\").replace("\n", "\\n").replace(quote, "\\" + quote) + quote;
        } else if (value instanceof Collection<?> list) {
            return list.stream().map(InventoryListing::inPython).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> inPython(each.getKey()) + ": " + inPython(each.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }

    /** The variables of a host, by their names in order. */
    public Map<String, @Nullable Object> variables(String host) {
        return inventory.hosts().stream()
                .filter(each -> each.name().equals(host))
                .findFirst()
                .map(each -> variables(each.variables()))
                .orElseGet(TreeMap::new);
    }

    private static Map<String, @Nullable Object> variables(Map<String, Yaml> values) {
        Map<String, @Nullable Object> variables = new TreeMap<>();
        values.forEach((name, value) -> variables.put(name, plain(value.plain())));
        return variables;
    }

    /** Numbers as they are written. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Double number ? (Object) BigDecimal.valueOf(number) : value;
    }

    private Branch branch(String name) {
        return inventory.tree().getOrDefault(name, NOTHING);
    }
}
