package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
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

    /** In {@code rescue} and {@code always}: the variable that tells the result of the task that failed. */
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

    /** Whether it is a handler that this name notifies. */
    public boolean answersTo(String notification) {
        return name.equals(notification) || listens.contains(notification);
    }

    /** The variables that it gives a value. */
    public Set<String> sets() {
        Set<String> names = new LinkedHashSet<>(action.sets());
        register.ifPresent(names::add);
        return names;
    }

    /** The variables that the task sees: the host's, and its own. */
    public Variables own(Variables variables) {
        return variables.withDefaults(defaults).within(vars).with(params);
    }

    /** The problem of an unknown key. */
    static Problem unknownKey(Message what, String key, Yaml.Entry entry, List<String> known) {
        Message ansible = AnsibleNames.hint(key, entry.value());
        return Problem.at(
                entry.position(),
                Message.of("%s has no key \"%s\"", what, key),
                ansible.isNone()
                        ? Message.of("Its keys are %s.", String.join(", ", known))
                                .and(DidYouMean.hint(key, known))
                        : ansible);
    }
}
