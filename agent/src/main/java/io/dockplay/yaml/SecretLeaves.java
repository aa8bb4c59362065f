package io.dockplay.yaml;

import io.dockplay.problem.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the secrets in a file that is encrypted as a whole. */
final class SecretLeaves {

    // The values of these keys are shown. Without them nobody could tell what a run does.
    private static final Set<String> TOLD = Set.of(
            "name",
            "hosts",
            "when",
            "register",
            "notify",
            "listen",
            "tags",
            "state",
            "requires",
            "serial",
            "path",
            "dest",
            "src",
            "source",
            "template",
            "mode",
            "owner",
            "group");
    private static final Pattern ASSIGNMENT = Pattern.compile("[=:]\\s*([\"']?)(.+?)\\1\\s*$");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

    private SecretLeaves() {}

    /** All values of a YAML file, without a playbook's names and paths; of another file each line and what it assigns. */
    static List<String> of(InputFiles files, String name, String text) {
        List<String> leaves = new ArrayList<>();
        Optional<Yaml> tree = tree(files, name, text);
        if (tree.isPresent() && !(tree.get() instanceof Yaml.Scalar)) {
            collect(tree.get(), tree.get() instanceof Yaml.Sequence ? TOLD : Set.of(), leaves);
            return leaves;
        }
        text.lines().forEach(line -> {
            add(line, leaves);
            Matcher assigned = ASSIGNMENT.matcher(line);
            if (assigned.find() && !assigned.group(2).matches("(?i)true|false|yes|no|null")) {
                leaves.add(assigned.group(2));
            }
        });
        return leaves;
    }

    /** Adds a value, and also the texts around its expressions, whose own values are not known yet. */
    private static void add(String leaf, List<String> leaves) {
        leaves.add(leaf);
        if (leaf.contains("${")) {
            leaves.addAll(List.of(EXPRESSION.split(leaf)));
        }
    }

    private static Optional<Yaml> tree(InputFiles files, String name, String text) {
        try {
            return files.read(name, text);
        } catch (InvalidInput noYaml) {
            return Optional.empty();
        }
    }

    private static void collect(Yaml node, Set<String> told, List<String> leaves) {
        if (node instanceof Yaml.Mapping mapping) {
            for (Map.Entry<String, Yaml.Entry> each : mapping.entries().entrySet()) {
                if (!told.contains(each.getKey())) {
                    boolean variables = each.getKey().matches("vars|defaults|environment");
                    collect(each.getValue().value(), variables ? Set.of() : told, leaves);
                }
            }
        } else if (node instanceof Yaml.Sequence sequence) {
            sequence.items().forEach(item -> collect(item, told, leaves));
        } else if (node instanceof Yaml.Scalar scalar
                && scalar.value() != null
                && !(scalar.value() instanceof Boolean)) {
            add(scalar.text(), leaves);
        }
    }
}
