package io.dockplay.engine.task;

import io.dockplay.engine.event.Event;
import io.dockplay.playbook.TaskResult;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a step; who makes it reports nothing, and leaves it to {@link PlayExecutor} to go on from it. */
sealed interface StepResult {

    /**
     * The event that reports this result.
     *
     * @param ignored whether the play goes on in spite of a failure
     */
    Event event(String host, Event.Step step, boolean ignored);

    /** A step whose probe or script ran to its end; the conditions of its task decide what that counts as. */
    sealed interface Ended extends StepResult {

        /** What the probe found to be different. */
        Plan plan();

        /** What ran, where something did. */
        Optional<ScriptResult> outcome();

        /** Whether something was changed. */
        boolean isChanged();

        /** What {@code register} keeps of it before the conditions are evaluated. */
        default Map<String, Object> registered() {
            return TaskResult.of(isChanged(), false, outcome());
        }
    }

    /**
     * The host is in the wanted state, and was before.
     *
     * @param found what the probe found, for {@code register}
     */
    record Unchanged(Plan plan, Optional<ScriptResult> outcome, Map<String, Object> found) implements Ended {

        public Unchanged {
            found = Map.copyOf(found);
        }

        Unchanged(Plan plan, Optional<ScriptResult> outcome) {
            this(plan, outcome, Map.of());
        }

        @Override
        public Map<String, Object> registered() {
            Map<String, Object> result = TaskResult.of(false, false, outcome);
            result.putAll(found);
            return result;
        }

        @Override
        public boolean isChanged() {
            return false;
        }

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Ok(host, step);
        }
    }

    /** The host was changed, and is in the wanted state now. */
    record Changed(Plan plan, Optional<ScriptResult> outcome) implements Ended {

        @Override
        public boolean isChanged() {
            return true;
        }

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Changed(host, step, plan.changes(), plan.script());
        }
    }

    /** The host is not in the wanted state; it may have been changed nevertheless. */
    record Failed(Problem problem, Plan plan, Optional<ScriptResult> outcome, boolean isChanged) implements Ended {

        /** A failure before anything was changed. */
        static Failed of(Problem problem, Optional<ScriptResult> outcome) {
            return new Failed(problem, Plan.NOTHING, outcome, false);
        }

        /** A failure of which nothing but the problem is known. */
        static Failed of(Problem problem) {
            return of(problem, Optional.empty());
        }

        @Override
        public Map<String, Object> registered() {
            Map<String, Object> result = TaskResult.of(isChanged, true, outcome);
            result.put("msg", problem.what());
            return result;
        }

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Failed(host, step, problem, outcome, ignored);
        }
    }

    /** A dry run found a difference. */
    record Planned(Plan plan) implements StepResult {

        /** This plan, carried out only if another task changes something. */
        Planned after(String task) {
            return new Planned(plan.after(task));
        }

        /** Whether at least one change does not depend on another task's. */
        boolean isCertain() {
            return plan.changes().stream().anyMatch(change -> change.after().isEmpty());
        }

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Planned(host, step, plan.changes(), plan.script());
        }
    }

    /**
     * A dry run cannot tell more before another task has run.
     *
     * @param changes what is known of the changes
     * @param task the task that has to run first
     */
    record Waiting(List<Change> changes, String task) implements StepResult {

        /** The changes, as far as they are known. */
        List<Change> known() {
            List<Change> known = changes.isEmpty() ? List.of(Change.of("check", "not yet", "to be made")) : changes;
            return known.stream().map(change -> change.after(task)).toList();
        }

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Planned(host, step, known(), Script.NOTHING);
        }
    }

    /**
     * The step was not run, and the host goes on without it.
     *
     * @param isResultKnown whether later tasks may rely on it that nothing ran
     */
    record Skipped(String reason, boolean isResultKnown) implements StepResult {

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Skipped(host, step, reason);
        }
    }

    /** A task with {@code check_mode: true} found a difference, and leaves it as it is. */
    record Looked(List<Change> changes, Script script) implements StepResult {

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Looked(host, step, changes, script);
        }
    }

    /** The saved plan does not have this change; the host stops before it, whatever its task ignores. */
    record Refused(Problem problem) implements StepResult {

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Failed(host, step, problem, Optional.empty(), false);
        }
    }

    /** Another host's failure ended the run; this host stops before its change. */
    record Stopped(Problem problem) implements StepResult {

        @Override
        public Event event(String host, Event.Step step, boolean ignored) {
            return new Event.Stopped(host, problem);
        }
    }
}
