package io.dockplay.playbook;

import io.dockplay.modules.Modules;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a playbook wholly, and tells all that is wrong with it at once. */
public final class PlaybookReader {

    private static final List<String> PLAY_KEYS =
            List.of("name", "hosts", "requires", "defaults", "vars", "become", "tasks", "handlers", "uninstall");
    private static final List<String> TASK_KEYS =
            List.of("name", "when", "loop", "register", "notify", "vars", "become", "ignore_errors");
    private static final List<String> REQUIREMENT_KEYS = List.of("distribution", "version", "architecture", "kernel");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of("facts", "item");

    private final Path path;
    private final Binder binder;
    private final List<Problem> problems = new ArrayList<>();

    private PlaybookReader(Path path) {
        this.path = path;
        Path folder = path.toAbsolutePath().getParent();
        this.binder = new Binder(folder == null ? Path.of("") : folder);
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
        PlaybookReader reader = new PlaybookReader(path);
        try {
            Playbook playbook = reader.playbook();
            return new Reading(playbook, inOrder(reader.problems));
        } catch (InvalidInput wrong) {
            return new Reading(new Playbook(List.of()), wrong.problems());
        }
    }

    private static List<Problem> inOrder(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing(
                        problem -> problem.where().orElse(Position.of("")),
                        Comparator.comparingInt(Position::line).thenComparingInt(Position::column)))
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
            problems.add(Problem.at(
                    root.map(Yaml::position).orElse(Position.of(path.toString())),
                    root.isEmpty()
                            ? "the playbook is empty"
                            : "a playbook is a list of plays, and this is "
                                    + root.get().kind(),
                    "Begin it with \"- name: …\", then \"hosts: all\" and \"tasks:\"."));
            return new Playbook(List.of());
        }
        List<Play> read = new ArrayList<>();
        plays.items().forEach(item -> mapping("a play", item).ifPresent(play -> read.add(play(play))));
        return new Playbook(read);
    }

    private Play play(Yaml.Mapping play) {
        checkKeys("a play", play, PLAY_KEYS);
        if (play.get("hosts").isEmpty()) {
            problems.add(Problem.at(play.position(), "the play has no hosts", "Say which: \"hosts: all\"."));
        }
        String hosts = hosts(play);
        List<Task> handlers = tasks("handlers", play);
        List<Task> tasks = tasks("tasks", play);
        List<Task> uninstall = tasks("uninstall", play);
        List<String> names = handlerNames(handlers);
        refuseNotify("a handler", handlers);
        refuseNotify("a task of uninstall", uninstall);
        tasks.forEach(task -> task.notifies().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.add(Problem.at(
                                task.position(),
                                "there is no handler \"" + name + "\"",
                                "Handlers of this play: "
                                        + (names.isEmpty() ? "none" : String.join(", ", names)) + "."
                                        + DidYouMean.hint(name, names))
                        .in("task \"" + task.name() + "\""))));
        return new Play(
                text("name", play).orElse(hosts),
                hosts,
                requires(play),
                variables("defaults", play),
                variables("vars", play),
                flag("become", play).orElse(true),
                tasks,
                handlers,
                uninstall,
                play.position());
    }

    /** A pattern, or a list of patterns. */
    private String hosts(Yaml.Mapping play) {
        if (play.get("hosts").orElse(null) instanceof Yaml.Sequence) {
            return String.join(",", texts("hosts", play));
        }
        return text("hosts", play).orElse("all");
    }

    /** Names by which tasks can call handlers; each only once, else it would not be clear which of them runs. */
    private List<String> handlerNames(List<Task> handlers) {
        List<String> names = new ArrayList<>();
        for (Task handler : handlers) {
            if (names.contains(handler.name())) {
                problems.add(Problem.at(
                        handler.position(),
                        "there is another handler \"" + handler.name() + "\"",
                        "Give each its own name; a task can notify several."));
            }
            names.add(handler.name());
        }
        return names;
    }

    private void refuseNotify(String what, List<Task> tasks) {
        tasks.stream()
                .filter(task -> !task.notifies().isEmpty())
                .forEach(task -> problems.add(inTask(
                        task.name(),
                        Problem.at(
                                task.position(),
                                what + " cannot notify handlers",
                                "Only tasks: can; handlers run in the order in which they are written."))));
    }

    private List<Requirement> requires(Yaml.Mapping play) {
        List<Requirement> read = new ArrayList<>();
        for (Yaml item : items("requires", play)) {
            mapping("an entry of requires", item).ifPresent(entry -> {
                checkKeys("requires", entry, REQUIREMENT_KEYS);
                read.add(new Requirement(
                        text("distribution", entry),
                        bounds("version", entry),
                        text("architecture", entry),
                        bounds("kernel", entry)));
            });
        }
        return read;
    }

    private List<Requirement.Bound> bounds(String key, Yaml.Mapping entry) {
        Optional<String> text = text(key, entry);
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            return Requirement.Bound.parse(text.get());
        } catch (IllegalArgumentException e) {
            problems.add(Problem.at(
                    entry.get(key).orElseThrow().position(),
                    "\"" + e.getMessage() + "\" is not a bound of a version",
                    "Write a sign and a version, such as \">= 6.5, < 7\"."));
            return List.of();
        }
    }

    private List<Task> tasks(String key, Yaml.Mapping play) {
        List<Task> read = new ArrayList<>();
        for (Yaml item : items(key, play)) {
            mapping("a task", item).flatMap(this::task).ifPresent(read::add);
        }
        return read;
    }

    private Optional<Task> task(Yaml.Mapping task) {
        List<String> modules = new ArrayList<>();
        String name = text("name", task).orElse("");
        task.entries().forEach((key, entry) -> {
            if (Modules.all().containsKey(key)) {
                modules.add(key);
            } else if (!TASK_KEYS.contains(key)) {
                List<String> known = new ArrayList<>(Modules.names());
                known.addAll(TASK_KEYS);
                problems.add(inTask(
                        name,
                        Problem.at(
                                entry.position(),
                                "there is neither a module nor a task key \"" + key + "\"",
                                "Modules are " + String.join(", ", Modules.names()) + "; keys are "
                                        + String.join(", ", TASK_KEYS) + "." + DidYouMean.hint(key, known))));
            }
        });
        if (modules.size() != 1) {
            boolean strange = task.entries().keySet().stream()
                    .anyMatch(key -> !TASK_KEYS.contains(key) && !Modules.all().containsKey(key));
            if (!modules.isEmpty() || !strange) {
                problems.add(inTask(
                        name,
                        Problem.at(
                                task.position(),
                                modules.isEmpty()
                                        ? "the task has no module"
                                        : "the task has " + modules.size() + " modules: " + String.join(", ", modules),
                                "A task has exactly one of " + String.join(", ", Modules.names()) + ".")));
            }
            return Optional.empty();
        }
        String module = modules.get(0);
        Yaml written = task.get(module).orElseThrow();
        if (!(written instanceof Yaml.Mapping options)) {
            problems.add(inTask(
                    name,
                    Problem.at(
                            written.position(),
                            module + " is " + written.kind() + ", and should be a mapping of its options",
                            "Its options are " + String.join(", ", Binder.options(Modules.named(module))) + ".")));
            return Optional.empty();
        }
        Task read = new Task(
                name.isEmpty() ? module : name,
                module,
                options,
                conditions(task),
                task.get("loop"),
                register(task),
                texts("notify", task),
                variables("vars", task),
                flag("become", task),
                flag("ignore_errors", task).orElse(false),
                task.position(),
                binder);
        binder.unknown(module, Modules.named(module), options)
                .forEach(problem -> problems.add(inTask(read.name(), problem)));
        return Optional.of(read);
    }

    private static Problem inTask(String name, Problem problem) {
        return name.isEmpty() ? problem : problem.in("task \"" + name + "\"");
    }

    private Optional<String> register(Yaml.Mapping task) {
        Optional<String> name = text("register", task);
        name.ifPresent(
                text -> checkName(text, task.get("register").orElseThrow().position()));
        return name;
    }

    private List<Yaml.Scalar> conditions(Yaml.Mapping task) {
        List<Yaml.Scalar> conditions = new ArrayList<>();
        for (Yaml item : task.get("when").map(PlaybookReader::asList).orElse(List.of())) {
            if (item instanceof Yaml.Scalar scalar && isGiven(scalar)) {
                conditions.add(scalar);
            } else {
                problems.add(
                        Problem.at(item.position(), "when is " + item.kind(), "Write a condition, or a list of them."));
            }
        }
        return conditions;
    }

    private Map<String, Yaml> variables(String key, Yaml.Mapping from) {
        Map<String, Yaml> variables = new LinkedHashMap<>();
        from.get(key)
                .filter(PlaybookReader::isGiven)
                .flatMap(value -> mapping(key, value))
                .ifPresent(mapping -> mapping.entries().forEach((name, entry) -> {
                    checkName(name, entry.position());
                    variables.put(name, entry.value());
                }));
        return variables;
    }

    private void checkName(String name, Position where) {
        if (!NAME.matcher(name).matches()) {
            problems.add(Problem.at(
                    where,
                    "\"" + name + "\" cannot be a variable's name",
                    "Names are made of letters, digits and _, and begin with a letter."));
        } else if (RESERVED.contains(name)) {
            problems.add(Problem.at(where, "the name " + name + " is taken", "dockplay sets it itself; take another."));
        }
    }

    private List<Yaml> items(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key).filter(PlaybookReader::isGiven);
        if (value.isPresent() && !(value.get() instanceof Yaml.Sequence)) {
            problems.add(Problem.at(
                    value.get().position(),
                    key + " is " + value.get().kind() + ", not a list",
                    "Begin each with \"- \"."));
            return List.of();
        }
        return value.map(PlaybookReader::asList).orElse(List.of());
    }

    private static boolean isGiven(Yaml value) {
        return !value.kind().equals("nothing");
    }

    private static List<Yaml> asList(Yaml value) {
        return value instanceof Yaml.Sequence sequence ? sequence.items() : List.of(value);
    }

    private List<String> texts(String key, Yaml.Mapping from) {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Yaml item : from.get(key).map(PlaybookReader::asList).orElse(List.of())) {
            if (!(item instanceof Yaml.Scalar scalar) || !isGiven(scalar)) {
                problems.add(Problem.at(
                        item.position(), key + " is " + item.kind() + ", and should be text or a list of texts", ""));
            } else if (seen.add(scalar.text())) {
                texts.add(scalar.text());
            }
        }
        return texts;
    }

    private Optional<String> text(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Yaml.Scalar scalar && isGiven(scalar)) {
            return Optional.of(scalar.text());
        }
        problems.add(
                Problem.at(value.get().position(), key + " is " + value.get().kind() + ", and should be text", ""));
        return Optional.empty();
    }

    private Optional<Boolean> flag(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().plain() instanceof Boolean flag) {
            return Optional.of(flag);
        }
        problems.add(Problem.at(
                value.get().position(), key + " is " + value.get().kind() + ", and should be true or false", ""));
        return Optional.empty();
    }

    private Optional<Yaml.Mapping> mapping(String what, Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            return Optional.of(mapping);
        }
        problems.add(Problem.at(
                node.position(), what + " is " + node.kind() + ", and should be a mapping", "Write key: value."));
        return Optional.empty();
    }

    private void checkKeys(String what, Yaml.Mapping mapping, List<String> known) {
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(Task.unknownKey(what, key, entry.position(), known));
            }
        });
    }
}
