package io.dockplay.playbook;

import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a playbook wholly, and tells all that is wrong with it at once. */
public final class PlaybookReader {

    static final List<String> PLAY_KEYS = Stream.concat(
                    Stream.of(
                            "name",
                            "hosts",
                            "requires",
                            "defaults",
                            "vars",
                            "vars_files",
                            "vars_prompt",
                            "gather_facts",
                            "serial",
                            "max_fail_percentage",
                            "any_errors_fatal",
                            "order",
                            "strategy",
                            "force_handlers",
                            "pre_tasks",
                            "roles",
                            "tasks",
                            "post_tasks",
                            "handlers",
                            "uninstall"),
                    KeywordReader.EVERYWHERE.stream())
            .toList();
    static final List<String> REQUIREMENT_KEYS = List.of("distribution", "version", "architecture", "kernel");

    private final Path path;
    private final Path folder;
    private final List<Path> importing;
    private final List<Problem> problems;
    private final Fields fields;

    private PlaybookReader(Path path, List<Path> importing, List<Problem> problems) {
        this.path = path;
        Path parent = path.toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("") : parent;
        this.importing = importing;
        this.problems = problems;
        this.fields = new Fields(problems);
    }

    /**
     * What could be read, and what is wrong with it.
     *
     * @param playbook all that could be understood, so that the rest of it can be checked too
     * @param problems none in a good playbook
     */
    public record Reading(Playbook playbook, List<Problem> problems) {

        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /** Reads a playbook as far as it can be understood. */
    public static Reading tryRead(Path path) {
        List<Problem> problems = new ArrayList<>();
        try {
            Playbook playbook = new PlaybookReader(path, List.of(), problems).playbook();
            return new Reading(playbook, inOrder(problems));
        } catch (InvalidInput wrong) {
            return new Reading(new Playbook(List.of()), wrong.problems());
        }
    }

    private static List<Problem> inOrder(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing(
                        problem -> problem.where().orElse(Position.of("")),
                        Comparator.comparingInt(Position::line).thenComparingInt(Position::column)))
                .distinct()
                .toList();
    }

    /**
     * Reads a playbook.
     *
     * @throws InvalidInput with all its problems
     */
    public static Playbook read(Path path) {
        Reading reading = tryRead(path);
        if (!reading.problems().isEmpty()) {
            throw new InvalidInput(reading.problems());
        }
        return reading.playbook();
    }

    private Playbook playbook() {
        Optional<Yaml> root = YamlReader.read(path);
        if (!(root.orElse(null) instanceof Yaml.Sequence plays) || plays.items().isEmpty()) {
            fields.problem(Problem.at(
                    root.map(Yaml::position).orElse(Position.of(path.toString())),
                    root.isEmpty()
                            ? "the playbook is empty"
                            : "a playbook is a list of plays, and this is "
                                    + root.get().kind(),
                    "Begin it with \"- name: …\", then \"hosts: all\" and \"tasks:\"."));
            return new Playbook(List.of());
        }
        List<Play> read = new ArrayList<>();
        plays.items()
                .forEach(item -> fields.mapping("a play", item).ifPresent(play -> {
                    if (play.get("import_playbook").isPresent()) {
                        read.addAll(imported(play));
                    } else {
                        read.add(play(play));
                    }
                }));
        return new Playbook(read);
    }

    /** The plays of another playbook, whose files lie beside it. */
    private List<Play> imported(Yaml.Mapping play) {
        fields.checkKeys("import_playbook", play, List.of("import_playbook", "name"));
        Optional<String> name = fields.text("import_playbook", play);
        Position where = play.get("import_playbook").orElseThrow().position();
        try {
            Path file = folder.resolve(name.orElse(""));
            List<Path> chain = new ArrayList<>(importing);
            chain.add(path.toAbsolutePath().normalize());
            if (name.isEmpty()) {
                return List.of();
            }
            if (!Files.exists(file)) {
                fields.problem(Problem.at(
                        where, "import_playbook: there is no file " + file, "It is looked for beside this playbook."));
                return List.of();
            }
            if (chain.contains(file.toAbsolutePath().normalize())) {
                fields.problem(Problem.at(where, file + " imports itself", "Break the circle."));
                return List.of();
            }
            return new PlaybookReader(file, chain, problems).playbook().plays();
        } catch (InvalidPathException e) {
            fields.problem(Problem.at(where, "import_playbook cannot be a file's name", ""));
        } catch (InvalidInput wrong) {
            wrong.problems().forEach(fields::problem);
        }
        return List.of();
    }

    private Play play(Yaml.Mapping play) {
        fields.checkKeys("a play", play, PLAY_KEYS);
        if (play.get("hosts").isEmpty()) {
            fields.problem(Problem.at(play.position(), "the play has no hosts", "Say which: \"hosts: all\"."));
        }
        String hosts = hosts(play);
        Roles roles = new Roles(List.of(folder.resolve("roles")));
        KeywordReader keywords = new KeywordReader(fields);
        Manner manner = keywords.manner(play);
        boolean become = manner.become().orElse(true);
        Surroundings around = Surroundings.in(new SearchPath(List.of(folder)), roles)
                .and(
                        List.of(),
                        Map.of(),
                        manner.asRoot(become),
                        fields.flag("ignore_errors", play),
                        keywords.tags(play));
        TaskReader reader = new TaskReader(fields, around);
        fields.flag("gather_facts", play); // facts cost nothing, and are always there
        List<Task> before = reader.tasks("pre_tasks", play);
        List<Task> tasks = new ArrayList<>(roles.tasks(play, fields, around));
        tasks.addAll(reader.tasks("tasks", play));
        List<Task> after = reader.tasks("post_tasks", play);
        List<Task> handlers = new ArrayList<>(roles.handlers());
        handlers.addAll(reader.tasks("handlers", play));
        List<Task> uninstall = reader.tasks("uninstall", play);
        List<Task> all = Stream.of(before, tasks, after).flatMap(List::stream).toList();
        checkHandlers(all, handlers, uninstall);
        Map<String, Yaml> defaults = new LinkedHashMap<>(roles.defaults());
        defaults.putAll(fields.variables("defaults", play));
        Map<String, Yaml> vars = new LinkedHashMap<>(fields.variables("vars", play));
        files(play).forEach(file -> vars.putAll(fields.variablesOf(file)));
        vars.putAll(roles.vars());
        return new Play(
                0,
                fields.text("name", play).orElse(hosts),
                hosts,
                requires(play),
                defaults,
                vars,
                become,
                new RolloutReader(fields).rollout(play),
                inSections(before, tasks, after, play.position()),
                handlers,
                uninstall,
                new PromptReader(fields).prompts(play),
                fields.flag("force_handlers", play).orElse(false),
                Selection.ALL,
                play.position());
    }

    /** Handlers that were notified run between the sections, and at the end. */
    private static List<Task> inSections(List<Task> before, List<Task> tasks, List<Task> after, Position where) {
        List<Task> all = new ArrayList<>(before);
        if (!before.isEmpty()) {
            all.add(DirectiveReader.flush(where));
        }
        all.addAll(tasks);
        if (!after.isEmpty() && !tasks.isEmpty()) {
            all.add(DirectiveReader.flush(where));
        }
        all.addAll(after);
        return all;
    }

    private List<Path> files(Yaml.Mapping play) {
        List<Path> files = new ArrayList<>();
        for (String name : fields.texts("vars_files", play)) {
            Position where = play.get("vars_files").orElseThrow().position();
            try {
                if (Templates.isTemplate(name)) {
                    fields.problem(Problem.at(
                            where,
                            "vars_files takes names as they are, without expressions",
                            "Write a task with include_vars, which looks when its turn comes."));
                } else {
                    files.add(new SearchPath(List.of(folder)).find("vars", name, where, "vars_files"));
                }
            } catch (InvalidInput wrong) {
                wrong.problems().forEach(fields::problem);
            }
        }
        return files;
    }

    private void checkHandlers(List<Task> tasks, List<Task> handlers, List<Task> uninstall) {
        List<String> names = new ArrayList<>();
        for (Task handler : handlers) {
            if (names.contains(handler.name())) {
                fields.problem(Problem.at(
                        handler.position(),
                        "there is another handler \"" + handler.name() + "\"",
                        "Give each its own name; a task can notify several."));
            }
            names.add(handler.name());
        }
        handlers.forEach(handler -> names.addAll(handler.listens()));
        uninstall.stream()
                .filter(task -> !task.notifies().isEmpty())
                .forEach(task -> fields.problem(TaskReader.inTask(
                        task.name(),
                        Problem.at(
                                task.position(),
                                "a task of uninstall cannot notify handlers",
                                "Write what shall be done among the tasks of uninstall."))));
        Stream.concat(tasks.stream(), handlers.stream())
                .forEach(task -> task.notifies().stream()
                        .filter(name -> !names.contains(name))
                        .forEach(name -> fields.problem(Problem.at(
                                        task.position(),
                                        "there is no handler \"" + name + "\"",
                                        "Handlers of this play: "
                                                + (names.isEmpty() ? "none" : String.join(", ", names)) + "."
                                                + DidYouMean.hint(name, names))
                                .in("task \"" + task.name() + "\""))));
    }

    /** A pattern, or a list of patterns. */
    private String hosts(Yaml.Mapping play) {
        if (play.get("hosts").orElse(null) instanceof Yaml.Sequence) {
            return String.join(",", fields.texts("hosts", play));
        }
        return fields.text("hosts", play).orElse("all");
    }

    private List<Requirement> requires(Yaml.Mapping play) {
        List<Requirement> read = new ArrayList<>();
        for (Yaml item : fields.items("requires", play)) {
            fields.mapping("an entry of requires", item).ifPresent(entry -> {
                fields.checkKeys("requires", entry, REQUIREMENT_KEYS);
                read.add(new Requirement(
                        fields.text("distribution", entry),
                        bounds("version", entry),
                        fields.text("architecture", entry),
                        bounds("kernel", entry)));
            });
        }
        return read;
    }

    private List<Requirement.Bound> bounds(String key, Yaml.Mapping entry) {
        Optional<String> text = fields.text(key, entry);
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            return Requirement.Bound.parse(text.get());
        } catch (IllegalArgumentException e) {
            fields.problem(Problem.at(
                    entry.get(key).orElseThrow().position(),
                    "\"" + e.getMessage() + "\" is not a bound of a version",
                    "Write a sign and a version, such as \">= 6.5, < 7\"."));
            return List.of();
        }
    }
}
