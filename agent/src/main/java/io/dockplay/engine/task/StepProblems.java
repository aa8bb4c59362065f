package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.transport.GivenUp;
import java.time.Duration;

/**
 * The problems of one step, each with the host, the step and where its task is written.
 *
 * @param host as the inventory calls it
 */
record StepProblems(String host, TaskStep step) {

    Problem of(Message what, Message advice) {
        return Problem.at(step.task().position(), what, advice).on(host + ": " + step.title());
    }

    /** What is there must not be touched. */
    Problem unsupported(UnsupportedState unsupported) {
        return of(unsupported.what(), unsupported.advice());
    }

    /** A probe that the task's timeout has ended fails the step; the host answers all the same. */
    Problem lateProbe() {
        return of(
                tookTooLong(),
                Message.of(
                        "Does a service's status hang, or a file system? Try on the host what -vv shows, or give timeout: more seconds."));
    }

    /** That a probe was ended by the task's timeout, in words. */
    Message tookTooLong() {
        int seconds = step.task().keywords().timeout().orElse(0);
        return Message.of("a look at it took longer than %s and was ended", GivenUp.told(Duration.ofSeconds(seconds)));
    }

    /** A change that does not hold, with how its script ended. */
    Problem unmet(Message why, ScriptResult outcome) {
        return of(outcome.exitCode() == 0 ? why : Message.of("%s (%s)", why, outcome.ending()), LastLines.of(outcome));
    }
}
