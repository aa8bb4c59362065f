package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.List;
import java.util.Optional;

/**
 * Decides from the probe after a change whether the change holds.
 *
 * @param difference what was to be changed
 * @param outcome how the script ended
 */
record Verification<S extends Record>(
        Comparison.Difference<S> difference, ScriptResult outcome, StepProblems problems) {

    /** How coreutils' timeout says that it ended something. */
    private static final int TIMED_OUT = 124;

    /** How waiting in vain ends; its exit code says nothing more. */
    private static final ScriptResult WAITED = new ScriptResult(0, "", "");

    /**
     * What became of the step.
     *
     * @param again what the probe after the change found; none where the change was not made
     */
    StepResult of(Optional<ProbeOutput> again, Remote remote) throws Unreachable, BecomeRefused {
        boolean changed = false;
        Optional<Message> unmet;
        try {
            unmet = unmet(again, remote);
            changed = again.isPresent() && difference.resource().changed(outcome);
        } catch (UnsupportedState unsupported) {
            unmet = Optional.of(Message.listed(List.of(unsupported.what(), unsupported.advice())));
        } catch (InvalidInput wrong) {
            return new StepResult.Failed(wrong.problems().get(0), difference.plan(), Optional.of(outcome), false);
        }
        if (unmet.isPresent()) {
            ScriptResult ran = difference.plan().isWaiting() ? WAITED : outcome;
            return new StepResult.Failed(
                    problems.unmet(unmet.get(), ran), difference.plan(), Optional.of(outcome), changed);
        }
        return changed
                ? new StepResult.Changed(difference.plan(), Optional.of(outcome))
                : new StepResult.Unchanged(difference.plan(), Optional.of(outcome));
    }

    private Optional<Message> unmet(Optional<ProbeOutput> again, Remote remote) throws Unreachable, BecomeRefused {
        TaskStep step = difference.step();
        if (again.isEmpty()) {
            return Optional.of(Message.of("the change was not made"));
        }
        Optional<Integer> timeout = step.task().keywords().timeout();
        if (timeout.isPresent() && outcome.exitCode() == TIMED_OUT) {
            return Optional.of(Message.of("it took longer than %s seconds and was ended", timeout.get()));
        }
        if (again.get().isLate()) {
            return Optional.of(Message.of("the change was made, but %s", problems.tookTooLong()));
        }
        S after = TaskExecutor.read(difference.resource(), again.get());
        return difference.resource().verify(difference.actual(), after, outcome, remote.machine(step));
    }
}
