package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Task;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
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
public final class RoleLoader {

    public static final List<String> ENTRY_KEYS =
            List.of("role", "name", "vars", "when", "tags", "become", "environment");
    public static final List<String> IMPORT_KEYS = List.of("name", "tasks_from");

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
    RoleLoader(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /**
     * A copy that knows which roles have been read; whoever reads on does so for itself.
     *
     * <p>A file whose name depends on the host is read during the run, by many hosts at the same time.
     */
    RoleLoader toBeReadOn() {
        RoleLoader roleLoader = new RoleLoader(places);
        roleLoader.done.addAll(done);
        roleLoader.handled.addAll(handled);
        return roleLoader;
    }

    /** The handlers of the roles that have been read. */
    List<Task> handlers() {
        return List.copyOf(handlers);
    }

    /** The defaults of the roles that have been read. */
    Map<String, Yaml> defaults() {
        return defaults;
    }

    /** The variables of the roles that the play itself names. */
    Map<String, Yaml> vars() {
        return vars;
    }

    /** The tasks of a play's {@code roles}. */
    List<Task> tasks(Yaml.Mapping play, FieldReader fieldReader, TaskScope around) {
        return fieldReader.items("roles", play).stream()
                .flatMap(entry -> entry(entry, fieldReader, around).stream())
                .toList();
    }

    private List<Task> entry(Yaml entry, FieldReader fieldReader, TaskScope around) {
        if (entry instanceof Yaml.Scalar name && FieldReader.isGiven(name)) {
            return role(name.text(), "main", name.position(), fieldReader, around, Map.of(), true);
        }
        Optional<Yaml.Mapping> mapping = fieldReader.mapping(Message.of("a role"), entry);
        if (mapping.isEmpty()) {
            return List.of();
        }
        Yaml.Mapping written = mapping.get();
        Map<String, Yaml> params = new LinkedHashMap<>();
        written.entries().forEach((key, value) -> {
            if (!ENTRY_KEYS.contains(key)) {
                fieldReader.checkName(key, value.position());
                params.put(key, value.value());
            }
        });
        params.putAll(fieldReader.variables("vars", written));
        Optional<String> name = fieldReader.text(written.get("role").isPresent() ? "role" : "name", written);
        if (name.isEmpty()) {
            fieldReader.problem(Problem.at(
                    written.position(), Message.of("a role has no name"), Message.of("Write role: with its name.")));
            return List.of();
        }
        KeywordReader keywords = new KeywordReader(fieldReader);
        TaskScope nearer = around.and(
                fieldReader.conditions("when", written),
                Map.of(),
                keywords.taskKeywords(written),
                Optional.empty(),
                keywords.tags(written));
        return role(name.get(), "main", written.position(), fieldReader, nearer, params, true);
    }

    /** The tasks of a role that a task imports. */
    List<Task> imported(String word, Yaml.Mapping options, FieldReader fieldReader, TaskScope around) {
        fieldReader.checkKeys(Message.quoted(word), options, IMPORT_KEYS);
        Optional<String> name = fieldReader.text("name", options);
        if (name.isEmpty()) {
            fieldReader.problem(Problem.at(
                    options.position(),
                    Message.of("%s needs a name", word),
                    Message.of("Write name: with the role's name.")));
            return List.of();
        }
        String from = fieldReader.text("tasks_from", options).orElse("main").replaceFirst("\\.ya?ml$", "");
        return role(name.get(), from, options.position(), fieldReader, around, Map.of(), false);
    }

    private List<Task> role(
            String name,
            String from,
            Position where,
            FieldReader fieldReader,
            TaskScope around,
            Map<String, Yaml> params,
            boolean once) {
        Optional<Path> folder = folder(name, where, fieldReader);
        if (folder.isEmpty()) {
            return List.of();
        }
        if (open.contains(name)) {
            fieldReader.problem(Problem.at(
                    where,
                    Message.of("the role %s depends on itself: %s → %s", name, String.join(" → ", open), name),
                    Message.of("Break the circle.")));
            return List.of();
        }
        // As with Ansible a role that a play names twice in the same way runs once.
        if (once && !done.add(name + params + around.when() + around.tags())) {
            return List.of();
        }
        open.add(name);
        try {
            return role(name, from, folder.get(), fieldReader, around, params, once);
        } catch (InvalidInput wrong) {
            wrong.problems().forEach(fieldReader::problem);
            return List.of();
        } finally {
            open.remove(name);
        }
    }

    private List<Task> role(
            String name,
            String from,
            Path folder,
            FieldReader fieldReader,
            TaskScope around,
            Map<String, Yaml> params,
            boolean shared) {
        List<Task> tasks = new ArrayList<>(dependencies(folder, fieldReader, around));
        Map<String, Yaml> own =
                variables(folder, "defaults", fieldReader, around.search().files());
        Map<String, Yaml> roleVars =
                variables(folder, "vars", fieldReader, around.search().files());
        defaults.putAll(own);
        if (shared) {
            vars.putAll(roleVars);
        }
        roleVars.putAll(params);
        TaskScope inRole = around.in(name, folder, own, roleVars);
        TaskReader reader = new TaskReader(fieldReader, inRole);
        Optional<Path> file = file(folder, "tasks", from);
        if (file.isPresent()) {
            tasks.addAll(new TaskReader(fieldReader, inRole.inFile(file.get())).file(file.get()));
        } else if (!from.equals("main")) {
            fieldReader.problem(Problem.of(
                    Message.of("the role %s has no file tasks/%s.yml", name, from),
                    Message.of("It lies in %s.", folder)));
        }
        if (handled.add(folder)) {
            file(folder, "handlers", "main").ifPresent(path -> handlers.addAll(reader.file(path)));
        }
        return tasks;
    }

    private List<Task> dependencies(Path folder, FieldReader fieldReader, TaskScope around) {
        List<Task> tasks = new ArrayList<>();
        file(folder, "meta", "main")
                .flatMap(around.search().files()::read)
                .flatMap(root -> fieldReader.mapping(Message.quoted("meta/main.yml"), root))
                .ifPresent(meta -> fieldReader
                        .items("dependencies", meta)
                        .forEach(entry -> tasks.addAll(entry(entry, fieldReader, around))));
        return tasks;
    }

    private static Map<String, Yaml> variables(Path folder, String kind, FieldReader fieldReader, InputFiles files) {
        return file(folder, kind, "main")
                .map(file -> fieldReader.variablesOf(file, files))
                .orElseGet(LinkedHashMap::new);
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

    private Optional<Path> folder(String name, Position where, FieldReader fieldReader) {
        try {
            for (Path place : places) {
                Path folder = place.resolve(name);
                if (Files.isDirectory(folder)) {
                    return Optional.of(folder);
                }
            }
        } catch (InvalidPathException e) {
            fieldReader.problem(Problem.at(where, Message.of("\"%s\" cannot be a role's name", name), Message.NONE));
            return Optional.empty();
        }
        fieldReader.problem(Problem.at(
                where,
                Message.of("there is no role \"%s\"", name),
                Message.of(
                        "Roles are folders in %s.",
                        String.join(" or ", places.stream().map(Path::toString).toList()))));
        return Optional.empty();
    }
}
