package io.dockplay.transport;

import io.dockplay.resource.Script;
import java.util.Optional;

/**
 * A change on its way to a host, where it runs apart from the connection.
 *
 * @param name what no other job on any host is called; by it a run asks what became of its own
 * @param script what it does
 * @param record the line that the host's record keeps of it, with its newline; empty for none
 * @param pending lines that the host keeps of handlers that are to run because of it, each with its newline
 * @param timeout after how many seconds it is ended
 */
public record Job(String name, Script script, String record, String pending, Optional<Integer> timeout) {

    /** A change that may take as long as it needs. */
    public static Job of(String name, Script script, String record) {
        return new Job(name, script, record, "", Optional.empty());
    }
}
