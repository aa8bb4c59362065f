package io.dockplay.engine.iterator;

import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * A host's variables as its tasks register and set them. Tasks are resolved some way ahead of the steps that run, so a failure
 * undoes what tasks have set that do not run now.
 */
final class RegisteredVariables {

    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private Variables variables;

    RegisteredVariables(Variables variables) {
        this.variables = variables;
    }

    /** A variable that was changed before its task's turn had come, and the variables before that. */
    private record Ahead(int number, String name, Variables before) {}

    /** The variables as they are now. */
    Variables variables() {
        return variables;
    }

    /** Sets a variable at its task's turn. */
    void set(String name, Object value) {
        variables = variables.remembering(name, value);
    }

    /** Sets a variable for the task with this number, perhaps before its turn. */
    void set(String name, Object value, int number) {
        ahead.push(new Ahead(number, name, variables));
        set(name, value);
    }

    /** Marks a variable as not known before the task with this number has run. */
    void await(String name, int number) {
        ahead.push(new Ahead(number, name, variables));
        variables = variables.withNotYet(name);
    }

    /** Sets the variables of a failure, and undoes what the tasks after it have set, which do not run now. */
    void fail(Task task, int number, Map<String, Object> result) {
        while (!ahead.isEmpty() && ahead.peek().number() > number) {
            Ahead undone = ahead.pop();
            variables = variables.remembering(undone.name(), undone.before());
        }
        set(Task.FAILED_TASK, Map.of("name", task.name(), "action", task.module()));
        set(Task.FAILED_RESULT, result);
    }
}
