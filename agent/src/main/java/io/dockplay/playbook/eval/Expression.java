package io.dockplay.playbook.eval;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Condition;
import io.dockplay.yaml.Yaml;
import java.util.Map;

/**
 * A condition as a module holds it, with the variables of the host that it is asked on.
 *
 * @param text as it is written
 * @param position where it stands
 * @param variables what it can name
 */
public record Expression(String text, Position position, Variables variables) implements Condition {

    @Override
    public boolean holds(Map<String, Object> more) {
        return new Templates(variables.with(more)).holds(text, position);
    }

    /** A condition as it is written; yes and no, which YAML takes for true and false, are true and false here too. */
    public static String text(Yaml.Scalar written) {
        return written.value() instanceof Boolean yes ? yes.toString() : written.text();
    }

    /**
     * Finds out whether it names anything that is not there, or not known yet.
     *
     * @throws InvalidInput when it names what there will never be
     */
    public void check() {
        try {
            holds(Map.of("rc", 0, "stdout", "", "stderr", ""));
        } catch (InvalidInput wrong) {
            if (wrong.problems().get(0).kind() == Problem.Kind.UNDEFINED_VARIABLE) {
                throw wrong;
            }
            // What else is wrong with it may be right with what a command really prints.
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
