package io.dockplay.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when the input is wrong: holds all its problems, and is thrown before any host is contacted. */
public final class InvalidInput extends RuntimeException {

    private final transient List<Problem> problems;

    public InvalidInput(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidInput(Problem problem) {
        this(List.of(problem));
    }

    /** What is wrong, in the order in which it stands in the input. */
    public List<Problem> problems() {
        return problems;
    }
}
