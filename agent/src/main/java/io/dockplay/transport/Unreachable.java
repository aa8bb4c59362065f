package io.dockplay.transport;

import io.dockplay.problem.Problem;

/** A host that cannot be talked to: nothing listens, its key or ours is refused, the connection was lost. */
public final class Unreachable extends Exception {

    private final transient Problem problem;

    public Unreachable(Problem problem) {
        super(problem.what());
        this.problem = problem;
    }

    public Unreachable(Problem problem, Throwable cause) {
        super(problem.what(), cause);
        this.problem = problem;
    }

    /** What is wrong and what to do. */
    public Problem problem() {
        return problem;
    }
}
