package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.message.Message;
import io.dockplay.playbook.ResultConditions;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.ScriptResult;
import java.util.Map;
import java.util.Optional;

/**
 * What the conditions of a step's task make of its result: {@code until}, {@code failed_when} and {@code changed_when}.
 *
 * @param result what the step counts as
 * @param registered the value of the variable that registers it
 */
record StepEvaluation(StepResult.Ended result, Map<String, Object> registered) {

    /**
     * Whether a result is one that its task need not be tried again for.
     *
     * @throws InvalidInput when a condition is wrong
     */
    static boolean isDone(TaskStep step, StepResult.Ended ended) {
        return conditions(step).isDone(step.variables(), step.task().register(), ended.registered());
    }

    /** Evaluates the conditions after so many attempts; one that is wrong is a failure. */
    static StepEvaluation of(String host, TaskStep step, StepResult.Ended ended, int attempts) {
        Map<String, Object> result = ended.registered();
        result.put("attempts", attempts);
        try {
            return of(host, step, ended, result);
        } catch (InvalidInput wrong) {
            return invalid(wrong, ended, result);
        }
    }

    /** The failure of a step one of whose conditions is wrong. */
    static StepEvaluation invalid(InvalidInput wrong, StepResult.Ended ended) {
        return invalid(wrong, ended, ended.registered());
    }

    private static StepEvaluation invalid(InvalidInput wrong, StepResult.Ended ended, Map<String, Object> result) {
        return failed(wrong.problems().get(0), ended, result);
    }

    private static StepEvaluation of(String host, TaskStep step, StepResult.Ended ended, Map<String, Object> result) {
        ResultConditions conditions = conditions(step);
        Optional<String> register = step.task().register();
        boolean gaveUp = !conditions.until().isEmpty() && !conditions.isDone(step.variables(), register, result);
        boolean failed = conditions.failed(step.variables(), register, result);
        result.put("failed", failed || gaveUp);
        if (failed || gaveUp) {
            Message why = failed
                    ? Message.of("failed_when holds: %s", conditions.failure())
                    : Message.of("after %s attempts this does not hold: %s", result.get("attempts"), conditions.goal());
            boolean byItself = ended instanceof StepResult.Failed
                    && conditions.failedWhen().isEmpty();
            Problem problem = byItself ? ((StepResult.Failed) ended).problem() : problem(host, step, why, ended);
            return failed(problem, ended, result);
        }
        boolean changed = conditions.changed(step.variables(), register, result);
        result.put("changed", changed);
        return new StepEvaluation(
                changed
                        ? new StepResult.Changed(ended.plan(), ended.outcome())
                        : new StepResult.Unchanged(ended.plan(), ended.outcome()),
                result);
    }

    private static ResultConditions conditions(TaskStep step) {
        return step.task().conditions();
    }

    private static Problem problem(String host, TaskStep step, Message why, StepResult.Ended ended) {
        return Problem.at(
                step.task().position(),
                Message.of("%s: %s: %s", host, step.title(), why),
                LastLines.of(ended.outcome().orElse(new ScriptResult(0, "", ""))));
    }

    private static StepEvaluation failed(Problem problem, StepResult.Ended ended, Map<String, Object> result) {
        result.put("failed", true);
        return new StepEvaluation(
                new StepResult.Failed(problem, ended.plan(), ended.outcome(), ended.isChanged()), result);
    }
}
