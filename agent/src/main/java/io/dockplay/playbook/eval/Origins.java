package io.dockplay.playbook.eval;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says where the variables are set that an expression names, because there is mended what is wrong with its value.
 *
 * <p>The values of variables know their places themselves, so that nothing is kept for what is good.
 */
public final class Origins {

    /** Of more variables nobody reads the places. */
    private static final int MOST = 4;

    private Origins() {}

    /** What is wrong with something written, with the places of the variables that it names. */
    public static InvalidInput told(InvalidInput wrong, Yaml written, Variables variables) {
        return told(wrong, variables, asked -> new Templates(asked).evaluate(written));
    }

    /** What is wrong with a condition, with the places of the variables that it names. */
    public static InvalidInput ofCondition(InvalidInput wrong, Yaml.Scalar condition, Variables variables) {
        return told(
                wrong,
                variables,
                asked -> new Templates(asked).holds(Expression.text(condition), condition.position()));
    }

    private static InvalidInput told(InvalidInput wrong, Variables variables, Consumer<Variables> evaluation) {
        Set<String> names = new LinkedHashSet<>();
        try {
            evaluation.accept(variables.askedBy(names::add));
        } catch (InvalidInput | NotYetKnown asFarAsItGoes) {
            // The names before it are known.
        }
        return new InvalidInput(wrong.problems().stream()
                .map(problem ->
                        problem.origin().isPresent() ? problem : problem.from(origin(problem, names, variables)))
                .toList());
    }

    private static Optional<Message> origin(Problem problem, Set<String> names, Variables variables) {
        List<Message> places = new ArrayList<>();
        for (String name : names) {
            // What a file has no place for, such as a fact, is no YAML; and what the problem is at, it names itself.
            if (variables.known(name) instanceof Yaml node
                    && !problem.where().equals(Optional.of(node.position()))
                    && places.size() < MOST) {
                places.add(set(name, node.position()));
            }
        }
        return places.isEmpty() ? Optional.empty() : Optional.of(Message.of("%s.", Message.listed(places)));
    }

    private static Message set(String name, Position position) {
        return position.file().startsWith("-e ")
                ? Message.of("%s is set by -e", name)
                : Message.of("%s is set in %s", name, position);
    }
}
