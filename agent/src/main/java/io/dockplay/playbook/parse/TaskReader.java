package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.modules.Modules;
import io.dockplay.playbook.Action;
import io.dockplay.playbook.AnsibleNames;
import io.dockplay.playbook.Block;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Loop;
import io.dockplay.playbook.ResultConditions;
import io.dockplay.playbook.SetFacts;
import io.dockplay.playbook.Task;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads tasks, and the blocks and files that they stand in, into one list.
 *
 * @param fieldReader takes the values, and is told what is wrong
 * @param around what the tasks have around them
 */
public record TaskReader(FieldReader fieldReader, TaskScope around) {

    public static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "name",
                            "when",
                            "loop",
                            "loop_control",
                            "register",
                            "notify",
                            "listen",
                            "vars",
                            "until",
                            "retries",
                            "delay",
                            "changed_when",
                            "failed_when",
                            "delegate_to"),
                    KeywordReader.EVERYWHERE.stream())
            .toList();

    public static final List<String> BLOCK_KEYS = Stream.concat(
                    Stream.of("name", "block", "rescue", "always", "when", "vars", "delegate_to"),
                    KeywordReader.EVERYWHERE.stream())
            .toList();

    private static final int DEEPEST = 40;

    /** The tasks under a key. */
    List<Task> tasks(String key, Yaml.Mapping from) {
        return fieldReader.items(key, from).stream()
                .flatMap(item ->
                        fieldReader.mapping(Message.of("a task"), item).map(this::read).orElse(List.of()).stream())
                .toList();
    }

    /** The tasks of a file that someone names. */
    List<Task> file(String what, String name, Position where) {
        try {
            Path file = around.search().find("tasks", name, where, what);
            if (what.startsWith("import") && around.files().contains(file)) {
                fieldReader.problem(
                        Problem.at(where, Message.of("%s imports itself", file), Message.of("Break the circle.")));
                return List.of();
            }
            if (around.files().size() >= DEEPEST) {
                fieldReader.problem(Problem.at(
                        where,
                        Message.of("files include one another %s deep", DEEPEST),
                        Message.of("Break the circle, or give it an end.")));
                return List.of();
            }
            return new TaskReader(fieldReader, around.inFile(file)).file(file);
        } catch (InvalidInput wrong) {
            wrong.problems().forEach(fieldReader::problem);
            return List.of();
        }
    }

    /** The tasks of a file; none when it is empty. */
    List<Task> file(Path file) {
        Yaml root =
                around.search().files().read(file).filter(FieldReader::isGiven).orElse(null);
        if (root == null) {
            return List.of();
        }
        if (!(root instanceof Yaml.Sequence sequence)) {
            fieldReader.problem(Problem.at(
                    root.position(),
                    Message.of("a file of tasks is a list of tasks, and this is %s", root.kind()),
                    Message.of("Begin each with \"- \".")));
            return List.of();
        }
        return sequence.items().stream()
                .flatMap(item ->
                        fieldReader.mapping(Message.of("a task"), item).map(this::read).orElse(List.of()).stream())
                .toList();
    }

    private List<Task> read(Yaml.Mapping task) {
        if (task.get("block").isPresent()) {
            return block(task);
        }
        String name = fieldReader.text("name", task).orElse("");
        List<String> doing = new ArrayList<>();
        task.entries().forEach((key, entry) -> {
            if (ActionReader.word(key).isPresent()) {
                doing.add(key);
            } else if (!KEYS.contains(key)) {
                fieldReader.problem(inTask(name, unknown(key, entry)));
            }
        });
        if (doing.size() == 1) {
            return read(task, name, doing.get(0));
        }
        boolean strange = task.entries().keySet().stream()
                .anyMatch(key -> !KEYS.contains(key) && ActionReader.word(key).isEmpty());
        if (!doing.isEmpty() || !strange) {
            fieldReader.problem(inTask(
                    name,
                    Problem.at(
                            task.position(),
                            doing.isEmpty()
                                    ? Message.of("the task has no module")
                                    : Message.of("the task has %s modules: %s", doing.size(), String.join(", ", doing)),
                            Message.of("A task has exactly one of %s.", String.join(", ", Modules.names())))));
        }
        return List.of();
    }

    private static Problem unknown(String key, Yaml.Entry entry) {
        List<String> known = new ArrayList<>(Modules.names());
        known.addAll(ActionReader.WORDS);
        known.addAll(KEYS);
        Message ansible = AnsibleNames.hint(key, entry.value());
        Message hint = ansible.isNone() ? DidYouMean.hint(key, known) : ansible;
        return Problem.at(
                entry.position(),
                Message.of("there is neither a module nor a task key \"%s\"", key),
                hint.isNone()
                        ? Message.of(
                                "Modules are %s; besides them there are %s; keys are %s.",
                                String.join(", ", Modules.names()),
                                String.join(", ", ActionReader.WORDS),
                                String.join(", ", KEYS))
                        : hint);
    }

    private List<Task> read(Yaml.Mapping task, String name, String key) {
        KeywordReader keywords = new KeywordReader(fieldReader);
        String word = ActionReader.word(key).orElseThrow();
        Yaml written = task.get(key).orElseThrow();
        TaskScope nearer = around.and(
                fieldReader.conditions("when", task),
                fieldReader.variables("vars", task),
                keywords.taskKeywords(task),
                fieldReader.flag("ignore_errors", task),
                keywords.tags(task));
        String shown = name.isEmpty() ? word : name;
        FieldReader inTask = fieldReader.in(Message.of("task \"%s\"", shown));
        ActionReader actions = new ActionReader(inTask, nearer);
        if (ActionReader.isStatic(word, written, task)) {
            return actions.imported(word, written);
        }
        Optional<Action> action = actions.action(word, written);
        ResultConditions conditions = keywords.resultConditions(task, around.ignoreErrors());
        Optional<Loop> loop = keywords.loop(task);
        Optional<String> register = register(task);
        Task read = new Task(
                shown,
                word,
                action.orElse(new SetFacts(Map.of())),
                nearer.when(),
                loop,
                register,
                fieldReader.texts("notify", task),
                listens(task, name),
                nearer.defaults(),
                nearer.vars(),
                nearer.params(),
                nearer.keywords(),
                conditions,
                nearer.tags(),
                nearer.within(),
                task.position());
        if (read.keywords().becomeUser().isPresent() && !BecomeUser.worksWith(word)) {
            fieldReader.problem(inTask(
                    shown,
                    BecomeUser.refused(word, read.keywords().becomeUser().get().position())));
        }
        if (!read.keywords().checkMode().orElse(true)) {
            CheckMode.refused(word, written, task).ifPresent(refused -> fieldReader.problem(inTask(shown, refused)));
        }
        return action.isPresent() ? List.of(read) : List.of();
    }

    /** The other names that notify a handler; a role's handler also has {@code ROLE : NAME}. */
    private List<String> listens(Yaml.Mapping task, String name) {
        List<String> listens = new ArrayList<>(fieldReader.texts("listen", task));
        around.role().ifPresent(role -> listens.add(role + " : " + name));
        return listens;
    }

    private List<Task> block(Yaml.Mapping block) {
        fieldReader.checkKeys(Message.of("a block"), block, BLOCK_KEYS);
        KeywordReader keywords = new KeywordReader(fieldReader);
        TaskScope nearer = around.and(
                fieldReader.conditions("when", block),
                fieldReader.variables("vars", block),
                keywords.taskKeywords(block),
                fieldReader.flag("ignore_errors", block),
                keywords.tags(block));
        Block marker = new Block();
        List<Task> tasks = new ArrayList<>();
        for (Block.Part part : Block.Part.values()) {
            String key = part == Block.Part.BODY ? "block" : part == Block.Part.RESCUE ? "rescue" : "always";
            tasks.addAll(new TaskReader(fieldReader, nearer.in(new Block.Place(marker, part))).tasks(key, block));
        }
        return tasks;
    }

    static Problem inTask(String name, Problem problem) {
        return name.isEmpty() ? problem : problem.in(Message.of("task \"%s\"", name));
    }

    private Optional<String> register(Yaml.Mapping task) {
        Optional<String> name = fieldReader.text("register", task);
        name.ifPresent(text ->
                fieldReader.checkName(text, task.get("register").orElseThrow().position()));
        return name;
    }
}
