package io.dockplay.vault;

import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;

/** An encrypted text cannot be opened. */
public final class VaultFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;
    private final transient Message what;
    private final transient Message advice;

    /**
     * @param line the line of the encrypted text, from 1
     * @param what what is wrong, such as "its data is cut off"
     * @param advice what to do
     */
    VaultFailure(int line, Message what, Message advice) {
        super(what.text());
        this.line = line;
        this.what = what;
        this.advice = advice;
    }

    /** The problem of a file that is encrypted as a whole. */
    public Problem inFile(String file) {
        return Problem.at(new Position(file, line, 1), what, advice);
    }

    /** The problem of a value that stands somewhere in a file. */
    public Problem at(Position where) {
        return Problem.at(where, what, advice);
    }
}
