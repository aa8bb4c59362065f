package io.dockplay.playbook;

import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.Resource;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays, tasks and variables out of a few lines of text. */
public final class Plays {

    private Plays() {}

    /** A play on all hosts, of its keys' text. */
    static Play play(Path folder, String keys) {
        try {
            Path file = Files.writeString(folder.resolve("play.yml"), "- hosts: all\n" + keys.indent(2));
            return PlaybookReader.read(file, new InputFiles()).plays().get(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A task of its keys' text. */
    static Task task(Path folder, String keys) {
        return play(folder, "tasks:\n  -\n" + keys.indent(4)).tasks().get(0);
    }

    /** Variables as a user writes them. */
    public static Variables variables(String yaml) {
        Map<String, Yaml> values = new LinkedHashMap<>();
        new InputFiles()
                .read("vars.yml", yaml)
                .map(Yaml.Mapping.class::cast)
                .ifPresent(mapping -> mapping.entries().forEach((name, entry) -> values.put(name, entry.value())));
        return Variables.of(values, Map.of());
    }

    /** What a module's options, in a folder beside which files lie, make of it. */
    static Resource<?> bind(Path folder, String module, String options, Variables variables) {
        Yaml.Mapping mapping =
                (Yaml.Mapping) new InputFiles().read("play.yml", options).orElseThrow();
        return new Binder(new SearchPath(List.of(folder), new InputFiles())).bind(module, mapping, variables);
    }

    /** The resources of a task all of whose variables are known. */
    static List<Resource<?>> ready(Task task, Variables variables) {
        if (new TaskResolver(variables).resolve(task) instanceof Resolution.Ready ready) {
            return ready.resources();
        }
        throw new InvalidInput(List.of());
    }
}
