package io.dockplay.playbook;

import io.dockplay.modules.Modules;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tasks of a play.
 *
 * @param fields takes the values, and is told what is wrong
 * @param binder knows the options of modules
 */
record TaskReader(Fields fields, Binder binder) {

    static final List<String> KEYS =
            List.of("name", "when", "loop", "register", "notify", "vars", "become", "ignore_errors");

    List<Task> tasks(String key, Yaml.Mapping play) {
        List<Task> read = new ArrayList<>();
        for (Yaml item : fields.items(key, play)) {
            fields.mapping("a task", item).flatMap(this::task).ifPresent(read::add);
        }
        return read;
    }

    private Optional<Task> task(Yaml.Mapping task) {
        List<String> modules = new ArrayList<>();
        String name = fields.text("name", task).orElse("");
        task.entries().forEach((key, entry) -> {
            if (Modules.all().containsKey(key)) {
                modules.add(key);
            } else if (!KEYS.contains(key)) {
                List<String> known = new ArrayList<>(Modules.names());
                known.addAll(KEYS);
                fields.problem(inTask(
                        name,
                        Problem.at(
                                entry.position(),
                                "there is neither a module nor a task key \"" + key + "\"",
                                "Modules are " + String.join(", ", Modules.names()) + "; keys are "
                                        + String.join(", ", KEYS) + "." + hint(key, known))));
            }
        });
        if (modules.size() != 1) {
            boolean strange = task.entries().keySet().stream()
                    .anyMatch(key -> !KEYS.contains(key) && !Modules.all().containsKey(key));
            if (!modules.isEmpty() || !strange) {
                fields.problem(inTask(
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
            fields.problem(inTask(
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
                fields.texts("notify", task),
                fields.variables("vars", task),
                fields.flag("become", task),
                fields.flag("ignore_errors", task).orElse(false),
                task.position(),
                binder);
        binder.unknown(module, Modules.named(module), options)
                .forEach(problem -> fields.problem(inTask(read.name(), problem)));
        return Optional.of(read);
    }

    private static String hint(String key, List<String> known) {
        String ansible = AnsibleNames.hint(key);
        return ansible.isEmpty() ? DidYouMean.hint(key, known) : ansible;
    }

    static Problem inTask(String name, Problem problem) {
        return name.isEmpty() ? problem : problem.in("task \"" + name + "\"");
    }

    private Optional<String> register(Yaml.Mapping task) {
        Optional<String> name = fields.text("register", task);
        name.ifPresent(text ->
                fields.checkName(text, task.get("register").orElseThrow().position()));
        return name;
    }

    private List<Yaml.Scalar> conditions(Yaml.Mapping task) {
        List<Yaml.Scalar> conditions = new ArrayList<>();
        for (Yaml item : task.get("when").map(Fields::asList).orElse(List.of())) {
            if (item instanceof Yaml.Scalar scalar && Fields.isGiven(scalar)) {
                conditions.add(scalar);
            } else {
                fields.problem(
                        Problem.at(item.position(), "when is " + item.kind(), "Write a condition, or a list of them."));
            }
        }
        return conditions;
    }
}
