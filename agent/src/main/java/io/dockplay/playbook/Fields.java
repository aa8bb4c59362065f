package io.dockplay.playbook;

import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes values out of the mappings of a playbook; one that is not what it should be is a problem, and is left out.
 *
 * @param problems what was wrong so far
 */
record Fields(List<Problem> problems) {

    void problem(Problem problem) {
        problems.add(problem);
    }

    /** The variables under a key; none when it is not there. */
    Map<String, Yaml> variables(String key, Yaml.Mapping from) {
        Map<String, Yaml> variables = new LinkedHashMap<>();
        from.get(key)
                .filter(Fields::isGiven)
                .flatMap(value -> mapping(key, value))
                .ifPresent(mapping -> mapping.entries().forEach((name, entry) -> {
                    checkName(name, entry.position());
                    variables.put(name, entry.value());
                }));
        return variables;
    }

    void checkName(String name, Position where) {
        Variables.wrongName(name, where).ifPresent(problems::add);
    }

    List<Yaml> items(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key).filter(Fields::isGiven);
        if (value.isPresent() && !(value.get() instanceof Yaml.Sequence)) {
            problem(Problem.at(
                    value.get().position(),
                    key + " is " + value.get().kind() + ", not a list",
                    "Begin each with \"- \"."));
            return List.of();
        }
        return value.map(Fields::asList).orElse(List.of());
    }

    static boolean isGiven(Yaml value) {
        return !value.kind().equals("nothing");
    }

    static List<Yaml> asList(Yaml value) {
        return value instanceof Yaml.Sequence sequence ? sequence.items() : List.of(value);
    }

    List<String> texts(String key, Yaml.Mapping from) {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Yaml item : from.get(key).map(Fields::asList).orElse(List.of())) {
            if (!(item instanceof Yaml.Scalar scalar) || !isGiven(scalar)) {
                problem(Problem.at(
                        item.position(), key + " is " + item.kind() + ", and should be text or a list of texts", ""));
            } else if (seen.add(scalar.text())) {
                texts.add(scalar.text());
            }
        }
        return texts;
    }

    Optional<String> text(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Yaml.Scalar scalar && isGiven(scalar)) {
            return Optional.of(scalar.text());
        }
        problem(Problem.at(value.get().position(), key + " is " + value.get().kind() + ", and should be text", ""));
        return Optional.empty();
    }

    Optional<Boolean> flag(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().plain() instanceof Boolean flag) {
            return Optional.of(flag);
        }
        problem(Problem.at(
                value.get().position(), key + " is " + value.get().kind() + ", and should be true or false", ""));
        return Optional.empty();
    }

    Optional<Yaml.Mapping> mapping(String what, Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            return Optional.of(mapping);
        }
        problem(Problem.at(
                node.position(), what + " is " + node.kind() + ", and should be a mapping", "Write key: value."));
        return Optional.empty();
    }

    void checkKeys(String what, Yaml.Mapping mapping, List<String> known) {
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problem(Task.unknownKey(what, key, entry.position(), known));
            }
        });
    }
}
