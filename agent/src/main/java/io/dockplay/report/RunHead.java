package io.dockplay.report;

import java.time.Instant;
import java.util.List;

/**
 * What a run was begun with, as the first line of its log has it.
 *
 * @param log the format of the log
 * @param run the run's name, by which the hosts' records know it as well
 * @param at when it was begun
 * @param command what it did, such as {@code apply}
 * @param playbook the playbook
 * @param dryRun whether it changed nothing
 * @param verbosity how much of it was printed
 * @param brief whether hosts as wanted were left out
 * @param hosts all its hosts, in the order of its report
 */
public record RunHead(
        int log,
        String run,
        Instant at,
        String command,
        String playbook,
        boolean dryRun,
        int verbosity,
        boolean brief,
        List<String> hosts) {

    /** The format that this dockplay writes and reads. */
    public static final int FORMAT = 1;

    public RunHead {
        hosts = List.copyOf(hosts);
    }
}
