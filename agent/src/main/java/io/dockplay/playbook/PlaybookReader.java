package io.dockplay.playbook;

import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a playbook wholly, and tells all that is wrong with it at once. */
public final class PlaybookReader {

    static final List<String> PLAY_KEYS = List.of(
            "name",
            "hosts",
            "requires",
            "defaults",
            "vars",
            "become",
            "serial",
            "max_fail_percentage",
            "any_errors_fatal",
            "tasks",
            "handlers",
            "uninstall");
    private static final List<String> REQUIREMENT_KEYS = List.of("distribution", "version", "architecture", "kernel");

    private final Path path;
    private final List<Problem> problems = new ArrayList<>();
    private final Fields fields = new Fields(problems);
    private final TaskReader reader;

    private PlaybookReader(Path path) {
        this.path = path;
        Path folder = path.toAbsolutePath().getParent();
        this.reader = new TaskReader(fields, new Binder(folder == null ? Path.of("") : folder));
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
        plays.items().forEach(item -> fields.mapping("a play", item).ifPresent(play -> read.add(play(play))));
        return new Playbook(read);
    }

    private Play play(Yaml.Mapping play) {
        fields.checkKeys("a play", play, PLAY_KEYS);
        if (play.get("hosts").isEmpty()) {
            fields.problem(Problem.at(play.position(), "the play has no hosts", "Say which: \"hosts: all\"."));
        }
        String hosts = hosts(play);
        List<Task> handlers = reader.tasks("handlers", play);
        List<Task> tasks = reader.tasks("tasks", play);
        List<Task> uninstall = reader.tasks("uninstall", play);
        List<String> names = handlerNames(play);
        refuseNotify("a handler", handlers);
        refuseNotify("a task of uninstall", uninstall);
        tasks.forEach(task -> task.notifies().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> fields.problem(Problem.at(
                                task.position(),
                                "there is no handler \"" + name + "\"",
                                "Handlers of this play: "
                                        + (names.isEmpty() ? "none" : String.join(", ", names)) + "."
                                        + DidYouMean.hint(name, names))
                        .in("task \"" + task.name() + "\""))));
        return new Play(
                fields.text("name", play).orElse(hosts),
                hosts,
                requires(play),
                fields.variables("defaults", play),
                fields.variables("vars", play),
                fields.flag("become", play).orElse(true),
                new RolloutReader(fields).rollout(play),
                tasks,
                handlers,
                uninstall,
                play.position());
    }

    /** A pattern, or a list of patterns. */
    private String hosts(Yaml.Mapping play) {
        if (play.get("hosts").orElse(null) instanceof Yaml.Sequence) {
            return String.join(",", fields.texts("hosts", play));
        }
        return fields.text("hosts", play).orElse("all");
    }

    /** Names by which tasks can call handlers; each only once, else it would not be clear which of them runs. */
    private List<String> handlerNames(Yaml.Mapping play) {
        List<String> names = new ArrayList<>();
        for (Yaml item : play.get("handlers").map(Fields::asList).orElse(List.of())) {
            if (item instanceof Yaml.Mapping handler && handler.get("name").orElse(null) instanceof Yaml.Scalar name) {
                if (names.contains(name.text())) {
                    fields.problem(Problem.at(
                            name.position(),
                            "there is another handler \"" + name.text() + "\"",
                            "Give each its own name; a task can notify several."));
                }
                names.add(name.text());
            }
        }
        return names;
    }

    private void refuseNotify(String what, List<Task> tasks) {
        tasks.stream()
                .filter(task -> !task.notifies().isEmpty())
                .forEach(task -> fields.problem(TaskReader.inTask(
                        task.name(),
                        Problem.at(
                                task.position(),
                                what + " cannot notify handlers",
                                "Only tasks: can; handlers run in the order in which they are written."))));
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
