package io.dockplay.playbook;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The roles of a play: folders with {@code tasks}, {@code handlers}, {@code defaults}, {@code vars}, {@code templates},
 * {@code files} and {@code meta}, that lie in {@code roles/} beside the playbook.
 *
 * <p>It remembers what it has read, and so is for one reader: the play, or one host that reads on.
 */
final class Roles {

    static final List<String> ENTRY_KEYS = List.of("role", "name", "vars", "when", "tags", "become", "environment");
    static final List<String> IMPORT_KEYS = List.of("name", "tasks_from");

    private final List<Path> places;
    private final Set<String> done = new HashSet<>();
    private final List<String> open = new ArrayList<>();
    private final List<Task> handlers = new ArrayList<>();
    private final Set<Path> handled = new HashSet<>();
    private final Map<String, Yaml> defaults = new LinkedHashMap<>();
    private final Map<String, Yaml> vars = new LinkedHashMap<>();

    /**
     * @param places the folders in which roles lie, the nearest first
     */
    Roles(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /**
     * The same places and all that has been read of them, with nothing open: whoever reads on does so for itself.
     *
     * <p>A file whose name depends on the host is read during the run, by many hosts at the same time.
     */
    Roles toBeReadOn() {
        Roles roles = new Roles(places);
        roles.done.addAll(done);
        roles.handled.addAll(handled);
        return roles;
    }

    /** The handlers of the roles that have been read. */
    List<Task> handlers() {
        return List.copyOf(handlers);
    }

    /** Their variables over which everybody wins. */
    Map<String, Yaml> defaults() {
        return defaults;
    }

    /** The variables of the roles that the play itself names. */
    Map<String, Yaml> vars() {
        return vars;
    }

    /** The tasks of a play's {@code roles}. */
    List<Task> tasks(Yaml.Mapping play, Fields fields, Surroundings around) {
        return fields.items("roles", play).stream()
                .flatMap(entry -> entry(entry, fields, around).stream())
                .toList();
    }

    private List<Task> entry(Yaml entry, Fields fields, Surroundings around) {
        if (entry instanceof Yaml.Scalar name && Fields.isGiven(name)) {
            return role(name.text(), "main", name.position(), fields, around, Map.of(), true);
        }
        Optional<Yaml.Mapping> mapping = fields.mapping("a role", entry);
        if (mapping.isEmpty()) {
            return List.of();
        }
        Yaml.Mapping written = mapping.get();
        Map<String, Yaml> params = new LinkedHashMap<>();
        written.entries().forEach((key, value) -> {
            if (!ENTRY_KEYS.contains(key)) {
                fields.checkName(key, value.position());
                params.put(key, value.value());
            }
        });
        params.putAll(fields.variables("vars", written));
        Optional<String> name = fields.text(written.get("role").isPresent() ? "role" : "name", written);
        if (name.isEmpty()) {
            fields.problem(Problem.at(written.position(), "a role has no name", "Write role: with its name."));
            return List.of();
        }
        KeywordReader keywords = new KeywordReader(fields);
        Surroundings nearer = around.and(
                fields.conditions("when", written),
                Map.of(),
                keywords.manner(written),
                Optional.empty(),
                keywords.tags(written));
        return role(name.get(), "main", written.position(), fields, nearer, params, true);
    }

    /** The tasks of a role that a task imports. */
    List<Task> imported(String word, Yaml.Mapping options, Fields fields, Surroundings around) {
        fields.checkKeys(word, options, IMPORT_KEYS);
        Optional<String> name = fields.text("name", options);
        if (name.isEmpty()) {
            fields.problem(Problem.at(options.position(), word + " needs a name", "Write name: with the role's name."));
            return List.of();
        }
        String from = fields.text("tasks_from", options).orElse("main").replaceFirst("\\.ya?ml$", "");
        return role(name.get(), from, options.position(), fields, around, Map.of(), false);
    }

    private List<Task> role(
            String name,
            String from,
            Position where,
            Fields fields,
            Surroundings around,
            Map<String, Yaml> params,
            boolean once) {
        Optional<Path> folder = folder(name, where, fields);
        if (folder.isEmpty()) {
            return List.of();
        }
        if (open.contains(name)) {
            fields.problem(Problem.at(
                    where,
                    "the role " + name + " depends on itself: " + String.join(" → ", open) + " → " + name,
                    "Break the circle."));
            return List.of();
        }
        // As with Ansible a role that a play names twice in the same way runs once.
        if (once && !done.add(name + params + around.when() + around.tags())) {
            return List.of();
        }
        open.add(name);
        try {
            return role(name, from, folder.get(), fields, around, params, once);
        } catch (InvalidInput wrong) {
            wrong.problems().forEach(fields::problem);
            return List.of();
        } finally {
            open.remove(name);
        }
    }

    private List<Task> role(
            String name,
            String from,
            Path folder,
            Fields fields,
            Surroundings around,
            Map<String, Yaml> params,
            boolean shared) {
        List<Task> tasks = new ArrayList<>(dependencies(folder, fields, around));
        Map<String, Yaml> own = variables(folder, "defaults", fields);
        Map<String, Yaml> roleVars = variables(folder, "vars", fields);
        defaults.putAll(own);
        if (shared) {
            vars.putAll(roleVars);
        }
        roleVars.putAll(params);
        Surroundings inRole = around.in(name, folder, own, roleVars);
        TaskReader reader = new TaskReader(fields, inRole);
        Optional<Path> file = file(folder, "tasks", from);
        if (file.isPresent()) {
            tasks.addAll(new TaskReader(fields, inRole.inFile(file.get())).file(file.get()));
        } else if (!from.equals("main")) {
            fields.problem(Problem.of(
                    "the role " + name + " has no file tasks/" + from + ".yml", "It lies in " + folder + "."));
        }
        if (handled.add(folder)) {
            file(folder, "handlers", "main").ifPresent(path -> handlers.addAll(reader.file(path)));
        }
        return tasks;
    }

    private List<Task> dependencies(Path folder, Fields fields, Surroundings around) {
        List<Task> tasks = new ArrayList<>();
        file(folder, "meta", "main")
                .flatMap(YamlReader::read)
                .flatMap(root -> fields.mapping("meta/main.yml", root))
                .ifPresent(meta -> fields.items("dependencies", meta)
                        .forEach(entry -> tasks.addAll(entry(entry, fields, around))));
        return tasks;
    }

    private static Map<String, Yaml> variables(Path folder, String kind, Fields fields) {
        return file(folder, kind, "main").map(fields::variablesOf).orElseGet(LinkedHashMap::new);
    }

    private static Optional<Path> file(Path folder, String kind, String name) {
        for (String ending : List.of(".yml", ".yaml", "")) {
            Path file = folder.resolve(kind).resolve(name + ending);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private Optional<Path> folder(String name, Position where, Fields fields) {
        try {
            for (Path place : places) {
                Path folder = place.resolve(name);
                if (Files.isDirectory(folder)) {
                    return Optional.of(folder);
                }
            }
        } catch (InvalidPathException e) {
            fields.problem(Problem.at(where, "\"" + name + "\" cannot be a role's name", ""));
            return Optional.empty();
        }
        fields.problem(Problem.at(
                where,
                "there is no role \"" + name + "\"",
                "Roles are folders in "
                        + String.join(
                                " or ", places.stream().map(Path::toString).toList()) + "."));
        return Optional.empty();
    }
}
