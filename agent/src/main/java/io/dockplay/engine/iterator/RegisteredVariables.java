package io.dockplay.engine.iterator;

import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** A host's variables as its tasks register and set them; what was known too soon can be taken back. */
final class RegisteredVariables {

    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private Variables variables;

    RegisteredVariables(Variables variables) {
        this.variables = variables;
    }

    /** A variable that was given or lost its value before its task's turn had come, and the variables before that. */
    private record Ahead(int number, String name, Variables before) {}

    /** The variables as they are now. */
    Variables variables() {
        return variables;
    }

    /** Keeps a value that a task gives, at its turn. */
    void set(String name, Object value) {
        variables = variables.remembering(name, value);
    }

    /** Keeps a value that the task with this number gives, perhaps before its turn. */
    void set(String name, Object value, int number) {
        ahead.push(new Ahead(number, name, variables));
        set(name, value);
    }

    /** Knows that the task with this number will give a value. */
    void await(String name, int number) {
        ahead.push(new Ahead(number, name, variables));
        variables = variables.withNotYet(name);
    }

    /** Keeps what failed, and takes back what was known too soon of tasks that do not come now. */
    void fail(Task task, int number, Map<String, Object> result) {
        while (!ahead.isEmpty() && ahead.peek().number() > number) {
            Ahead undone = ahead.pop();
            variables = variables.remembering(undone.name(), undone.before());
        }
        set(Task.FAILED_TASK, Map.of("name", task.name(), "action", task.module()));
        set(Task.FAILED_RESULT, result);
    }
}
