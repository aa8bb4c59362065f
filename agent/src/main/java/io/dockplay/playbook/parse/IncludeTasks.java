package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.Action;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts the tasks of a file in its place: {@code include_tasks}. The file's name may depend on the host and on {@code item}.
 *
 * @param file the name, an expression
 * @param around what the tasks of the file have around them
 */
record IncludeTasks(Yaml.Scalar file, TaskScope around) implements Action {

    @Override
    public boolean includesTasks() {
        return true;
    }

    @Override
    public Resolution with(Variables variables, Task task) {
        Yaml name = new Templates(variables).evaluate(file);
        if (!(name instanceof Yaml.Scalar scalar)) {
            throw new InvalidInput(Problem.at(
                    file.position(), Message.of("include_tasks is %s, not a file", name.kind()), Message.NONE));
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, Object> params = new java.util.HashMap<>(around.params());
        task.loop().ifPresent(loop -> {
            params.put(loop.variable(), variables.momentary().getOrDefault(loop.variable(), ""));
            loop.index()
                    .ifPresent(index -> params.put(index, variables.momentary().getOrDefault(index, 0)));
        });
        // Each host reads for itself, at the same time as others.
        RoleLoader roleLoader = around.roleLoader().toBeReadOn();
        List<Task> tasks = new TaskReader(
                        new FieldReader(problems, around.search().files()),
                        around.withParams(params).with(roleLoader))
                .file("include_tasks", scalar.text(), file.position());
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Resolution.Includes(tasks, roleLoader.handlers());
    }
}
