package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.playbook.eval.Expression;
import io.dockplay.playbook.eval.NotYetKnown;
import io.dockplay.playbook.eval.Origins;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what a task means on one host: evaluates its loop and its conditions, and has its action bind the rest.
 *
 * @param variables the host's, at the task's turn
 * @param supposing whether conditions that cannot be answered yet are supposed to hold
 */
public record TaskResolver(Variables variables, boolean supposing) {

    /** A resolver that waits for what its conditions depend on. */
    public TaskResolver(Variables variables) {
        this(variables, false);
    }

    /**
     * What the task means with these variables.
     *
     * @throws InvalidInput when an expression or an option is wrong
     */
    public Resolution resolve(Task task) {
        Variables own = task.own(variables);
        try {
            return task.loop().isPresent() ? each(task, task.loop().get(), own) : once(task, own);
        } catch (NotYetKnown later) {
            return new Resolution.NotYet(later.name());
        } catch (InvalidInput wrong) {
            throw new InvalidInput(wrong.problems().stream()
                    .map(problem -> problem.context().isPresent()
                            ? problem
                            : problem.in(Message.of("task \"%s\"", task.name())))
                    .toList());
        }
    }

    private Resolution once(Task task, Variables own) {
        Optional<String> unmet = unmet(task, own);
        return unmet.isPresent()
                ? new Resolution.Skipped(unmet.get())
                : task.action().with(own, task);
    }

    private Resolution each(Task task, Loop loop, Variables own) {
        List<Resolution> met = new ArrayList<>();
        Resolution last = new Resolution.Ready(List.of());
        List<Yaml> items = items(own, loop);
        for (int i = 0; i < items.size(); i++) {
            Resolution one = once(task, own.with(element(loop, items.get(i), i)));
            if (one instanceof Resolution.Skipped) {
                last = one;
            } else {
                met.add(one);
            }
        }
        return met.isEmpty() ? last : together(met);
    }

    private static List<Yaml> items(Variables variables, Loop loop) {
        Yaml elements = new Templates(variables).evaluate(loop.elements());
        if (elements instanceof Yaml.Sequence sequence) {
            return sequence.items();
        }
        throw Origins.told(
                new InvalidInput(Problem.at(
                        elements.position(),
                        Message.of("loop is %s, not a list", elements.kind()),
                        Message.of("Write [one, two], or one ${…} whose value is a list."))),
                loop.elements(),
                variables);
    }

    private static Map<String, Object> element(Loop loop, Yaml item, int index) {
        Map<String, Object> variables = new HashMap<>();
        Object value = item.plain();
        variables.put(loop.variable(), value == null ? "" : value);
        loop.index().ifPresent(name -> variables.put(name, index));
        return variables;
    }

    /** One resolution for all elements of a loop. */
    private static Resolution together(List<Resolution> each) {
        List<Resolution.Bound> bound = new ArrayList<>();
        Map<String, Object> set = new LinkedHashMap<>();
        List<Task> included = new ArrayList<>();
        List<Task> handlers = new ArrayList<>();
        for (Resolution one : each) {
            if (one instanceof Resolution.Ready ready) {
                bound.addAll(ready.each());
            } else if (one instanceof Resolution.Sets sets) {
                set.putAll(sets.values());
            } else if (one instanceof Resolution.Includes includes) {
                included.addAll(includes.tasks());
                handlers.addAll(includes.handlers());
            } else {
                return one;
            }
        }
        if (!set.isEmpty()) {
            return new Resolution.Sets(set);
        }
        return included.isEmpty() && handlers.isEmpty()
                ? new Resolution.Ready(bound)
                : new Resolution.Includes(included, handlers);
    }

    /** The first condition that does not hold; one that does not is enough, whatever others will turn out to be. */
    private Optional<String> unmet(Task task, Variables own) {
        Templates templates = new Templates(own);
        Optional<NotYetKnown> later = Optional.empty();
        for (Yaml.Scalar condition : task.when()) {
            try {
                if (!templates.holds(Expression.text(condition), condition.position())) {
                    return Optional.of("not " + Expression.text(condition));
                }
            } catch (NotYetKnown unknown) {
                later = Optional.of(unknown);
            } catch (InvalidInput wrong) {
                throw Origins.ofCondition(wrong, condition, own);
            }
        }
        if (later.isPresent() && !supposing) {
            throw later.get();
        }
        return Optional.empty();
    }
}
