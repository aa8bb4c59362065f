package io.dockplay.transport;

import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import java.util.Optional;

/** Thrown when a host is unreachable: nothing listens, a key is refused, or the connection is lost. */
public final class Unreachable extends Exception {

    private final transient Problem problem;
    private final transient Optional<Integer> probe;

    public Unreachable(Problem problem) {
        super(problem.what());
        this.problem = problem;
        this.probe = Optional.empty();
    }

    public Unreachable(Problem problem, Throwable cause) {
        this(problem, cause, Optional.empty());
    }

    Unreachable(Problem problem, Throwable cause, Optional<Integer> probe) {
        super(problem.what(), cause);
        this.problem = problem;
        this.probe = probe;
    }

    /** The number of the probe that did not end, if that is known to be the cause. */
    public Optional<Integer> probe() {
        return probe;
    }

    /** Returns this error with what the host was doing, such as {@code file /etc/hosts}. */
    public Unreachable at(String what) {
        return new Unreachable(
                problem.saying(
                        Message.of("%s (at %s)", problem.what(), what).text(),
                        problem.context(),
                        problem.advice(),
                        problem.origin()),
                this);
    }

    /** What is wrong and what to do. */
    public Problem problem() {
        return problem;
    }
}
