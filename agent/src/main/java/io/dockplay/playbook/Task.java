package io.dockplay.playbook;

import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Resource;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step of a play: a module, its options, and when and how often it is used.
 *
 * @param name its name in reports
 * @param module the module's name, such as {@code package}
 * @param options the module's options as they are written, expressions and all
 * @param when all of these conditions must hold
 * @param loop the elements that {@code item} stands for, one after the other
 * @param register the variable that keeps its result
 * @param notifies the handlers that run at the end when it changed something
 * @param vars variables of this task only
 * @param become whether it runs as root, where that differs from the play
 * @param ignoreErrors whether the play goes on when it fails
 * @param position where it stands
 * @param binder makes resources of the options
 */
public record Task(
        String name,
        String module,
        Yaml.Mapping options,
        List<Yaml.Scalar> when,
        Optional<Yaml> loop,
        Optional<String> register,
        List<String> notifies,
        Map<String, Yaml> vars,
        Optional<Boolean> become,
        boolean ignoreErrors,
        Position position,
        Binder binder) {

    public Task {
        when = List.copyOf(when);
        notifies = List.copyOf(notifies);
    }

    /**
     * What the task means with these variables.
     *
     * @throws InvalidInput when an expression or an option is wrong
     */
    public Resolution resolve(Variables variables) {
        return resolve(variables, false);
    }

    /**
     * What the task may have brought: its resources, supposing that conditions which cannot be answered did hold; none
     * where that is not known.
     */
    public List<Resource<?>> supposed(Variables variables) {
        return resolve(variables, true) instanceof Resolution.Ready ready ? ready.resources() : List.of();
    }

    /**
     * The same.
     *
     * @param supposing whether conditions that cannot be answered yet are supposed to hold
     */
    Resolution resolve(Variables variables, boolean supposing) {
        Variables own = variables.with(vars);
        try {
            if (loop.isEmpty()) {
                Optional<String> unmet = unmet(own, supposing);
                return unmet.<Resolution>map(Resolution.Skipped::new)
                        .orElseGet(() -> new Resolution.Ready(List.of(bind(own))));
            }
            List<Resource<?>> resources = new ArrayList<>();
            Optional<String> lastUnmet = Optional.empty();
            for (Yaml item : items(own)) {
                Variables each = own.with("item", item.plain() == null ? "" : item.plain());
                Optional<String> unmet = unmet(each, supposing);
                if (unmet.isEmpty()) {
                    resources.add(bind(each));
                } else {
                    lastUnmet = unmet;
                }
            }
            return resources.isEmpty() && lastUnmet.isPresent()
                    ? new Resolution.Skipped(lastUnmet.get())
                    : new Resolution.Ready(resources);
        } catch (NotYetKnown later) {
            return new Resolution.NotYet(later.name());
        } catch (InvalidInput wrong) {
            throw new InvalidInput(wrong.problems().stream()
                    .map(problem -> problem.context().isPresent() ? problem : problem.in("task \"" + name + "\""))
                    .toList());
        }
    }

    /** The first condition that does not hold; one that does not is enough, whatever others will turn out to be. */
    private Optional<String> unmet(Variables variables, boolean supposing) {
        Templates templates = new Templates(variables);
        Optional<NotYetKnown> later = Optional.empty();
        for (Yaml.Scalar condition : when) {
            try {
                if (!templates.holds(Expression.text(condition), condition.position())) {
                    return Optional.of("not " + Expression.text(condition));
                }
            } catch (NotYetKnown unknown) {
                later = Optional.of(unknown);
            }
        }
        if (later.isPresent() && !supposing) {
            throw later.get();
        }
        return Optional.empty();
    }

    private List<Yaml> items(Variables variables) {
        Yaml elements = new Templates(variables).evaluate(loop.orElseThrow());
        if (elements instanceof Yaml.Sequence sequence) {
            return sequence.items();
        }
        throw new InvalidInput(Problem.at(
                elements.position(),
                "loop is " + elements.kind() + ", not a list",
                "Write [one, two], or one ${…} whose value is a list."));
    }

    private Resource<?> bind(Variables variables) {
        return binder.bind(module, options, variables);
    }

    /** The problem of a key that is not known here. */
    static Problem unknownKey(String what, String key, Position where, List<String> known) {
        return Problem.at(
                where,
                what + " has no key \"" + key + "\"",
                "Its keys are " + String.join(", ", known) + "." + DidYouMean.hint(key, known)
                        + AnsibleNames.hint(key));
    }
}
