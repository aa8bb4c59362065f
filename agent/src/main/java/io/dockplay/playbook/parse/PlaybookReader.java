package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Playbook;
import io.dockplay.playbook.SearchPath;
import io.dockplay.playbook.Selection;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskKeywords;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
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

    public static final List<String> PLAY_KEYS = Stream.concat(
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

    private final Path path;
    private final Path folder;
    private final InputFiles files;
    private final List<Path> importing;
    private final List<Problem> problems;
    private final FieldReader fieldReader;

    private PlaybookReader(Path path, InputFiles files, List<Path> importing, List<Problem> problems) {
        this.path = path;
        this.files = files;
        Path parent = path.toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("") : parent;
        this.importing = importing;
        this.problems = problems;
        this.fieldReader = new FieldReader(problems, files);
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

    /**
     * Reads a playbook as far as it can be understood.
     *
     * @param files reads the playbook and all that it names
     */
    public static Reading tryRead(Path path, InputFiles files) {
        List<Problem> problems = new ArrayList<>();
        try {
            Playbook playbook = new PlaybookReader(path, files, List.of(), problems).playbook();
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
     * @param files reads the playbook and all that it names
     * @throws InvalidInput with all its problems
     */
    public static Playbook read(Path path, InputFiles files) {
        Reading reading = tryRead(path, files);
        if (!reading.problems().isEmpty()) {
            throw new InvalidInput(reading.problems());
        }
        return reading.playbook();
    }

    private Playbook playbook() {
        Optional<Yaml> root = files.read(path);
        if (!(root.orElse(null) instanceof Yaml.Sequence plays) || plays.items().isEmpty()) {
            fieldReader.problem(Problem.at(
                    root.map(Yaml::position).orElse(Position.of(path.toString())),
                    root.isEmpty()
                            ? Message.of("the playbook is empty")
                            : Message.of(
                                    "a playbook is a list of plays, and this is %s",
                                    root.get().kind()),
                    Message.of("Begin it with \"- name: …\", then \"hosts: all\" and \"tasks:\".")));
            return new Playbook(List.of());
        }
        List<Play> read = new ArrayList<>();
        plays.items()
                .forEach(item -> fieldReader.mapping(Message.of("a play"), item).ifPresent(play -> {
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
        fieldReader.checkKeys(Message.quoted("import_playbook"), play, List.of("import_playbook", "name"));
        Optional<String> name = fieldReader.text("import_playbook", play);
        Position where = play.get("import_playbook").orElseThrow().position();
        try {
            Path file = folder.resolve(name.orElse(""));
            List<Path> chain = new ArrayList<>(importing);
            chain.add(path.toAbsolutePath().normalize());
            if (name.isEmpty()) {
                return List.of();
            }
            if (!Files.exists(file)) {
                fieldReader.problem(Problem.at(
                        where,
                        Message.of("import_playbook: there is no file %s", file),
                        Message.of("It is looked for beside this playbook.")));
                return List.of();
            }
            if (chain.contains(file.toAbsolutePath().normalize())) {
                fieldReader.problem(
                        Problem.at(where, Message.of("%s imports itself", file), Message.of("Break the circle.")));
                return List.of();
            }
            return new PlaybookReader(file, files, chain, problems).playbook().plays();
        } catch (InvalidPathException e) {
            fieldReader.problem(Problem.at(where, Message.of("import_playbook cannot be a file's name"), Message.NONE));
        } catch (InvalidInput wrong) {
            wrong.problems().forEach(fieldReader::problem);
        }
        return List.of();
    }

    private Play play(Yaml.Mapping play) {
        fieldReader.checkKeys(Message.of("a play"), play, PLAY_KEYS);
        if (play.get("hosts").isEmpty()) {
            fieldReader.problem(Problem.at(
                    play.position(), Message.of("the play has no hosts"), Message.of("Say which: \"hosts: all\".")));
        }
        String hosts = hosts(play);
        RoleLoader roleLoader = new RoleLoader(List.of(folder.resolve("roles")));
        KeywordReader keywordReader = new KeywordReader(fieldReader);
        TaskKeywords keywords = keywordReader.taskKeywords(play);
        boolean become = keywords.become().orElse(true);
        TaskScope around = TaskScope.in(new SearchPath(List.of(folder), files), roleLoader)
                .and(
                        List.of(),
                        Map.of(),
                        keywords.asRoot(become),
                        fieldReader.flag("ignore_errors", play),
                        keywordReader.tags(play));
        TaskReader reader = new TaskReader(fieldReader, around);
        fieldReader.flag("gather_facts", play); // facts cost nothing, and are always there
        List<Task> before = reader.tasks("pre_tasks", play);
        List<Task> tasks = new ArrayList<>(roleLoader.tasks(play, fieldReader, around));
        tasks.addAll(reader.tasks("tasks", play));
        List<Task> after = reader.tasks("post_tasks", play);
        List<Task> handlers = new ArrayList<>(roleLoader.handlers());
        handlers.addAll(reader.tasks("handlers", play));
        List<Task> uninstall = reader.tasks("uninstall", play);
        List<Task> all = Stream.of(before, tasks, after).flatMap(List::stream).toList();
        checkHandlers(all, handlers, uninstall);
        Map<String, Yaml> defaults = new LinkedHashMap<>(roleLoader.defaults());
        defaults.putAll(fieldReader.variables("defaults", play));
        Map<String, Yaml> vars = new LinkedHashMap<>(fieldReader.variables("vars", play));
        variableFiles(play).forEach(file -> vars.putAll(fieldReader.variablesOf(file, files)));
        vars.putAll(roleLoader.vars());
        return new Play(
                0,
                fieldReader.text("name", play).orElse(hosts),
                hosts,
                new RequirementReader(fieldReader).requires(play),
                defaults,
                vars,
                become,
                new RolloutReader(fieldReader).rollout(play),
                inSections(before, tasks, after, play.position()),
                handlers,
                uninstall,
                new PromptReader(fieldReader).prompts(play),
                fieldReader.flag("force_handlers", play).orElse(false),
                Selection.ALL,
                play.position());
    }

    /** Handlers that were notified run between the sections, and at the end. */
    private static List<Task> inSections(List<Task> before, List<Task> tasks, List<Task> after, Position where) {
        List<Task> all = new ArrayList<>(before);
        if (!before.isEmpty()) {
            all.add(MetaActionReader.flush(where));
        }
        all.addAll(tasks);
        if (!after.isEmpty() && !tasks.isEmpty()) {
            all.add(MetaActionReader.flush(where));
        }
        all.addAll(after);
        return all;
    }

    private List<Path> variableFiles(Yaml.Mapping play) {
        List<Path> found = new ArrayList<>();
        for (String name : fieldReader.texts("vars_files", play)) {
            Position where = play.get("vars_files").orElseThrow().position();
            try {
                if (Templates.isTemplate(name)) {
                    fieldReader.problem(Problem.at(
                            where,
                            Message.of("vars_files takes names as they are, without expressions"),
                            Message.of("Write a task with include_vars, which looks when its turn comes.")));
                } else {
                    found.add(new SearchPath(List.of(folder), files).find("vars", name, where, "vars_files"));
                }
            } catch (InvalidInput wrong) {
                wrong.problems().forEach(fieldReader::problem);
            }
        }
        return found;
    }

    private void checkHandlers(List<Task> tasks, List<Task> handlers, List<Task> uninstall) {
        List<String> names = new ArrayList<>();
        for (Task handler : handlers) {
            if (names.contains(handler.name())) {
                fieldReader.problem(Problem.at(
                        handler.position(),
                        Message.of("there is another handler \"%s\"", handler.name()),
                        Message.of("Give each its own name; a task can notify several.")));
            }
            names.add(handler.name());
        }
        handlers.forEach(handler -> names.addAll(handler.listens()));
        uninstall.stream()
                .filter(task -> !task.notifies().isEmpty())
                .forEach(task -> fieldReader.problem(TaskReader.inTask(
                        task.name(),
                        Problem.at(
                                task.position(),
                                Message.of("a task of uninstall cannot notify handlers"),
                                Message.of("Write what shall be done among the tasks of uninstall.")))));
        Stream.concat(tasks.stream(), handlers.stream())
                .forEach(task -> task.notifies().stream()
                        .filter(name -> !names.contains(name))
                        .forEach(name -> fieldReader.problem(Problem.at(
                                        task.position(),
                                        Message.of("there is no handler \"%s\"", name),
                                        Message.of(
                                                        "Handlers of this play: %s.",
                                                        names.isEmpty() ? Message.of("none") : String.join(", ", names))
                                                .and(DidYouMean.hint(name, names)))
                                .in(Message.of("task \"%s\"", task.name())))));
    }

    /** A pattern, or a list of patterns. */
    private String hosts(Yaml.Mapping play) {
        if (play.get("hosts").orElse(null) instanceof Yaml.Sequence) {
            return String.join(",", fieldReader.texts("hosts", play));
        }
        return fieldReader.text("hosts", play).orElse("all");
    }
}
