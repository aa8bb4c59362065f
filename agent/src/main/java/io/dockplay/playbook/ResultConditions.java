package io.dockplay.playbook;

import io.dockplay.playbook.eval.Expression;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.yaml.Yaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When a task counts as changed, as failed and as done.
 *
 * @param changedWhen all of these must hold for it to count as a change; none, and the module decides
 * @param failedWhen when all of these hold it has failed; none, and the module decides
 * @param until it is repeated until all of these hold
 * @param retries how often it is repeated
 * @param delay seconds before it is repeated
 * @param ignoreErrors whether the play goes on when it fails
 */
public record ResultConditions(
        List<Yaml.Scalar> changedWhen,
        List<Yaml.Scalar> failedWhen,
        List<Yaml.Scalar> until,
        int retries,
        double delay,
        boolean ignoreErrors) {

    /** The task says nothing: its module decides. */
    public static final ResultConditions USUAL = new ResultConditions(List.of(), List.of(), List.of(), 0, 5, false);

    public ResultConditions {
        changedWhen = List.copyOf(changedWhen);
        failedWhen = List.copyOf(failedWhen);
        until = List.copyOf(until);
    }

    /** Whether it never counts as a change, whatever it does. */
    public boolean neverChanges() {
        return changedWhen.stream().anyMatch(condition -> Boolean.FALSE.equals(condition.value()));
    }

    /** Whether it is repeated until something holds. */
    public boolean repeats() {
        return retries > 0;
    }

    /**
     * Whether a result counts as a change.
     *
     * @param result what {@code register} would keep
     * @throws io.dockplay.problem.InvalidInput when a condition is wrong
     */
    public boolean changed(Variables variables, Optional<String> register, Map<String, Object> result) {
        return changedWhen.isEmpty()
                ? Boolean.TRUE.equals(result.get("changed"))
                : allHold(changedWhen, variables, register, result);
    }

    /**
     * Whether a result counts as a failure.
     *
     * @param result what {@code register} would keep
     * @throws io.dockplay.problem.InvalidInput when a condition is wrong
     */
    public boolean failed(Variables variables, Optional<String> register, Map<String, Object> result) {
        return failedWhen.isEmpty()
                ? Boolean.TRUE.equals(result.get("failed"))
                : allHold(failedWhen, variables, register, result);
    }

    /**
     * Whether a result ends the repetition.
     *
     * @param result what {@code register} would keep
     * @throws io.dockplay.problem.InvalidInput when a condition is wrong
     */
    public boolean isDone(Variables variables, Optional<String> register, Map<String, Object> result) {
        return until.isEmpty()
                ? !Boolean.TRUE.equals(result.get("failed"))
                : allHold(until, variables, register, result);
    }

    /** The text of {@code failed_when}. */
    public String failure() {
        return text(failedWhen);
    }

    /** The text of {@code until}. */
    public String goal() {
        return text(until);
    }

    private static String text(List<Yaml.Scalar> conditions) {
        return conditions.stream().map(Expression::text).collect(Collectors.joining(" and "));
    }

    private static boolean allHold(
            List<Yaml.Scalar> conditions, Variables variables, Optional<String> register, Map<String, Object> result) {
        // A command's own fields may be named without the variable that registers it.
        Map<String, Object> known = new HashMap<>();
        for (String field : List.of("rc", "stdout", "stderr")) {
            known.put(field, result.getOrDefault(field, field.equals("rc") ? 0 : ""));
        }
        register.ifPresent(name -> known.put(name, result));
        Templates templates = new Templates(variables.with(known));
        return conditions.stream()
                .allMatch(condition -> templates.holds(Expression.text(condition), condition.position()));
    }
}
