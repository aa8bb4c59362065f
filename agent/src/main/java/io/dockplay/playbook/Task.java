package io.dockplay.playbook;

import io.dockplay.playbook.eval.Expression;
import io.dockplay.playbook.eval.NotYetKnown;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a play: what is done, and when and how.
 *
 * @param name its name in reports
 * @param module what it uses, such as {@code package}
 * @param action what it does
 * @param when all of these conditions must hold
 * @param loop the elements for which it is done one after the other
 * @param register the variable that keeps its result
 * @param notifies the handlers that run at the end when it changed something
 * @param listens for a handler: the other names by which it is notified
 * @param defaults variables of the role that it is of, over which everybody wins
 * @param vars variables of this task only
 * @param params variables that whoever includes it gave, over which only the command line wins
 * @param keywords how it is carried out
 * @param conditions what its result is taken for
 * @param tags by which it can be chosen
 * @param within the blocks around it, from the outermost to the innermost
 * @param position where it stands
 */
public record Task(
        String name,
        String module,
        Action action,
        List<Yaml.Scalar> when,
        Optional<Loop> loop,
        Optional<String> register,
        List<String> notifies,
        List<String> listens,
        Map<String, Yaml> defaults,
        Map<String, Yaml> vars,
        Map<String, Object> params,
        TaskKeywords keywords,
        ResultConditions conditions,
        Set<String> tags,
        List<Block.Place> within,
        Position position) {

    /** In {@code rescue} and {@code always}: the variable that tells the task that failed. */
    public static final String FAILED_TASK = "ansible_failed_task";

    /** The same for its result. */
    public static final String FAILED_RESULT = "ansible_failed_result";

    public Task {
        when = List.copyOf(when);
        notifies = List.copyOf(notifies);
        listens = List.copyOf(listens);
        within = List.copyOf(within);
    }

    /** Whether it is done for each element of a list. */
    public boolean loops() {
        return loop.isPresent();
    }

    /** The elements as they are written. */
    public Optional<Yaml> loopElements() {
        return loop.map(Loop::elements);
    }

    /** Whether it runs as root, where that differs from the play. */
    public Optional<Boolean> become() {
        return keywords.become();
    }

    /** What the run itself does at its turn; none for a module. */
    public Optional<MetaAction> directive() {
        return action.directive();
    }

    /** Whether it is a handler that this name calls. */
    public boolean answersTo(String notification) {
        return name.equals(notification) || listens.contains(notification);
    }

    /** The variables that it gives a value. */
    public Set<String> sets() {
        Set<String> names = new LinkedHashSet<>(action.sets());
        register.ifPresent(names::add);
        return names;
    }

    /** The variables that it sees, where these are those of its host. */
    public Variables own(Variables variables) {
        return variables.withDefaults(defaults).within(vars).with(params);
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
     * The same.
     *
     * @param supposing whether conditions that cannot be answered yet are supposed to hold
     */
    public Resolution resolve(Variables variables, boolean supposing) {
        Variables own = own(variables);
        try {
            if (loop.isEmpty()) {
                Optional<String> unmet = unmet(own, supposing);
                return unmet.isPresent() ? new Resolution.Skipped(unmet.get()) : action.with(own, this);
            }
            List<Resolution> each = new ArrayList<>();
            Optional<String> lastUnmet = Optional.empty();
            List<Yaml> items = items(own, loop.get());
            for (int i = 0; i < items.size(); i++) {
                Variables moment = own.with(element(loop.get(), items.get(i), i));
                Optional<String> unmet = unmet(moment, supposing);
                if (unmet.isEmpty()) {
                    each.add(action.with(moment, this));
                } else {
                    lastUnmet = unmet;
                }
            }
            return each.isEmpty() && lastUnmet.isPresent() ? new Resolution.Skipped(lastUnmet.get()) : together(each);
        } catch (NotYetKnown later) {
            return new Resolution.NotYet(later.name());
        } catch (InvalidInput wrong) {
            throw new InvalidInput(wrong.problems().stream()
                    .map(problem -> problem.context().isPresent() ? problem : problem.in("task \"" + name + "\""))
                    .toList());
        }
    }

    private static Map<String, Object> element(Loop loop, Yaml item, int index) {
        Map<String, Object> variables = new HashMap<>();
        Object value = item.plain();
        variables.put(loop.variable(), value == null ? "" : value);
        loop.index().ifPresent(name -> variables.put(name, index));
        return variables;
    }

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

    private static List<Yaml> items(Variables variables, Loop loop) {
        Yaml elements = new Templates(variables).evaluate(loop.elements());
        if (elements instanceof Yaml.Sequence sequence) {
            return sequence.items();
        }
        throw new InvalidInput(Problem.at(
                elements.position(),
                "loop is " + elements.kind() + ", not a list",
                "Write [one, two], or one ${…} whose value is a list."));
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
