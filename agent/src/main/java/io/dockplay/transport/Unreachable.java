package io.dockplay.transport;

import io.dockplay.problem.Problem;
import java.util.Optional;

/** A host that cannot be talked to: nothing listens, its key or ours is refused, the connection was lost. */
public final class Unreachable extends Exception {

    private final transient Problem problem;
    private final transient Optional<Integer> look;

    public Unreachable(Problem problem) {
        super(problem.what());
        this.problem = problem;
        this.look = Optional.empty();
    }

    public Unreachable(Problem problem, Throwable cause) {
        this(problem, cause, Optional.empty());
    }

    Unreachable(Problem problem, Throwable cause, Optional<Integer> look) {
        super(problem.what(), cause);
        this.problem = problem;
        this.look = look;
    }

    /** The number of the look that the host had begun and did not end, if it is known that this is the cause. */
    public Optional<Integer> look() {
        return look;
    }

    /** The same, telling what the look was at. */
    public Unreachable at(String what) {
        return new Unreachable(Problem.of(problem.what() + " (at " + what + ")", problem.advice()), this);
    }

    /** What is wrong and what to do. */
    public Problem problem() {
        return problem;
    }
}
