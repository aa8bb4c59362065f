package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.modules.Modules;
import io.dockplay.playbook.Action;
import io.dockplay.playbook.AnsibleNames;
import io.dockplay.playbook.Binder;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.ModuleAction;
import io.dockplay.playbook.SetFacts;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what a task does: a module's options, or one of the words for what the run itself does.
 *
 * @param fieldReader takes the values, and is told what is wrong
 * @param around what the task has around it, its own keys included
 */
public record ActionReader(FieldReader fieldReader, TaskScope around) {

    /** What the run itself does. */
    public static final List<String> WORDS = List.of(
            "import_role",
            "import_tasks",
            "include_role",
            "include_tasks",
            "include_vars",
            "meta",
            "pause",
            "reboot",
            "set_fact",
            "wait_for_connection");

    public static final Pattern COLLECTION = Pattern.compile("^(ansible\\.(builtin|posix)|community\\.docker)\\.");

    /** The module or the word that a task's key stands for, as Ansible may write it too; none when it is neither. */
    static Optional<String> word(String key) {
        String plain = COLLECTION.matcher(key).replaceFirst("");
        if (WORDS.contains(plain) || Modules.all().containsKey(plain)) {
            return Optional.of(plain);
        }
        return Optional.of(plain.replace('_', '-')).filter(Modules.all()::containsKey);
    }

    /** Whether the tasks that come in a task's place are known from the playbook alone. */
    static boolean isStatic(String word, Yaml written, Yaml.Mapping task) {
        if (word.equals("import_tasks") || word.equals("import_role")) {
            return true;
        }
        boolean includes = word.equals("include_tasks") || word.equals("include_role");
        return includes && task.get("loop").isEmpty() && !Templates.isTemplate(fileName(written));
    }

    private static String fileName(Yaml written) {
        Yaml name = written instanceof Yaml.Mapping mapping
                ? mapping.get("file").or(() -> mapping.get("name")).orElse(written)
                : written;
        return name instanceof Yaml.Scalar scalar ? scalar.text() : "";
    }

    /** The tasks that come in the place of an import. */
    List<Task> imported(String word, Yaml written) {
        if (word.endsWith("_role")) {
            return fieldReader
                    .mapping(Message.quoted(word), written)
                    .map(options -> around.roleLoader().imported(word, options, fieldReader, around))
                    .orElse(List.of());
        }
        Optional<Yaml.Scalar> file = file(word, written);
        if (file.isPresent() && Templates.isTemplate(file.get().text())) {
            fieldReader.problem(Problem.at(
                    file.get().position(),
                    Message.of("%s takes a name as it is, without expressions", word),
                    Message.of("Write include_tasks, which looks when its turn comes.")));
            return List.of();
        }
        return file.map(name -> new TaskReader(fieldReader, around).file(word, name.text(), name.position()))
                .orElse(List.of());
    }

    /** What a task does; none when that is wrong. */
    Optional<Action> action(String word, Yaml written) {
        return switch (word) {
            case "include_tasks" -> file(word, written).map(name -> new IncludeTasks(name, around));
            case "include_vars" -> file(word, written).map(name -> new IncludeVars(name, around.search()));
            case "include_role" -> {
                fieldReader.problem(Problem.at(
                        written.position(),
                        Message.of("include_role takes a role's name as it is, and no loop"),
                        Message.of("Loop over include_tasks instead, or over a list within the role.")));
                yield Optional.empty();
            }
            case "set_fact" -> facts(written).map(SetFacts::new);
            case "wait_for_connection", "reboot" -> {
                around.keywords()
                        .delegateTo()
                        .ifPresent(
                                host -> fieldReader.problem(
                                        Problem.at(
                                                host.position(),
                                                Message.of(
                                                        "%s is of the host itself, and cannot be done on another one",
                                                        word),
                                                Message.of(
                                                        "Leave out delegate_to, and write a play whose hosts are those that are meant."))));
                yield MetaActionReader.read(fieldReader, word, written).map(Action.class::cast);
            }
            case "meta", "pause" ->
                MetaActionReader.read(fieldReader, word, written).map(Action.class::cast);
            default -> module(word, written);
        };
    }

    private Optional<Yaml.Scalar> file(String word, Yaml written) {
        if (written instanceof Yaml.Mapping mapping) {
            fieldReader.checkKeys(Message.quoted(word), mapping, List.of("file"));
            return fieldReader.scalar("file", mapping);
        }
        if (written instanceof Yaml.Scalar scalar && FieldReader.isGiven(scalar)) {
            return Optional.of(scalar);
        }
        fieldReader.problem(Problem.at(
                written.position(), Message.of("%s is %s, not a file's name", word, written.kind()), Message.NONE));
        return Optional.empty();
    }

    private Optional<Map<String, Yaml>> facts(Yaml written) {
        return fieldReader.mapping(Message.quoted("set_fact"), written).map(mapping -> {
            Map<String, Yaml> facts = new LinkedHashMap<>();
            mapping.entries().forEach((name, entry) -> {
                if (!name.equals("cacheable")) {
                    fieldReader.checkName(name, entry.position());
                    facts.put(name, entry.value());
                }
            });
            return facts;
        });
    }

    private Optional<Action> module(String module, Yaml written) {
        if (!(written instanceof Yaml.Mapping options)) {
            fieldReader.problem(Problem.at(
                    written.position(),
                    Message.of("%s is %s, and should be a mapping of its options", module, written.kind()),
                    AnsibleNames.options(module, written)
                            .orElse(Message.NONE)
                            .and(Message.of(
                                    "Its options are %s.", String.join(", ", Binder.options(Modules.named(module)))))));
            return Optional.empty();
        }
        Binder binder = new Binder(around.search());
        binder.unknown(module, Modules.named(module), options).forEach(fieldReader::problem);
        return Optional.of(new ModuleAction(module, options, binder));
    }
}
