package io.dockplay.playbook;

import io.dockplay.problem.Position;
import io.dockplay.resource.Condition;
import java.util.Map;

/**
 * A condition as a module holds it, with the variables of the host that it is asked on.
 *
 * @param text as it is written
 * @param position where it stands
 * @param variables what it can name
 */
record Expression(String text, Position position, Variables variables) implements Condition {

    @Override
    public boolean holds(Map<String, Object> more) {
        return new Templates(variables.with(more)).holds(text, position);
    }

    @Override
    public String toString() {
        return text;
    }
}
