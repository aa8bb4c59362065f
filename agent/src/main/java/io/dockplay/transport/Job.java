package io.dockplay.transport;

import io.dockplay.resource.Script;
import java.util.Optional;

/**
 * A change to run on a host, where it runs independently of the connection.
 *
 * @param name unique among all jobs on all hosts; a run asks for the result of its job by this name
 * @param script what it does
 * @param record the line for the host's record, with its newline; empty for none
 * @param pending a line for each handler that it notifies, with its newline; the host keeps them until the handlers
 *     have run
 * @param timeout after how many seconds it is ended
 */
public record Job(String name, Script script, String record, String pending, Optional<Integer> timeout) {

    /** A job without a timeout. */
    public static Job of(String name, Script script, String record) {
        return new Job(name, script, record, "", Optional.empty());
    }
}
