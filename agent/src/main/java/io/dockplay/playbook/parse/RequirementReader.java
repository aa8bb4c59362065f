package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Requirement;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what kinds of host a play is made for: {@code requires}. */
public record RequirementReader(FieldReader fieldReader) {

    public static final List<String> KEYS = List.of("distribution", "version", "architecture", "kernel");

    List<Requirement> requires(Yaml.Mapping play) {
        List<Requirement> read = new ArrayList<>();
        for (Yaml item : fieldReader.items("requires", play)) {
            fieldReader.mapping(Message.of("an entry of requires"), item).ifPresent(entry -> {
                fieldReader.checkKeys(Message.quoted("requires"), entry, KEYS);
                read.add(new Requirement(
                        fieldReader.text("distribution", entry),
                        bounds("version", entry),
                        fieldReader.text("architecture", entry),
                        bounds("kernel", entry)));
            });
        }
        return read;
    }

    private List<Requirement.Bound> bounds(String key, Yaml.Mapping entry) {
        Optional<String> text = fieldReader.text(key, entry);
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            return Requirement.Bound.parse(text.get());
        } catch (IllegalArgumentException e) {
            fieldReader.problem(Problem.at(
                    entry.get(key).orElseThrow().position(),
                    Message.of("\"%s\" is not a bound of a version", e.getMessage()),
                    Message.of("Write a sign and a version, such as \">= 6.5, < 7\".")));
            return List.of();
        }
    }
}
