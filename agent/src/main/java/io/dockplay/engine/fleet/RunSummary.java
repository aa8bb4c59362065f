package io.dockplay.engine.fleet;

import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.HostStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcome of a run.
 *
 * @param hosts a host's name → how many of its tasks ended in which way
 * @param bugs exceptions that are faults of dockplay itself
 */
public record RunSummary(SortedMap<String, HostStats> hosts, List<RuntimeException> bugs) {

    public RunSummary {
        bugs = List.copyOf(bugs);
    }

    RunSummary(Map<String, HostStats> hosts, List<RuntimeException> bugs) {
        this(Collections.unmodifiableSortedMap(new TreeMap<>(hosts)), bugs);
    }

    /** Whether all hosts are ok: nothing to change, and no failure. */
    public boolean allOk() {
        return hosts.values().stream().allMatch(hostStats -> hostStats.status() == HostStatus.AS_WANTED);
    }

    /** Whether any host failed or is unsupported. */
    public boolean failed() {
        return hosts.values().stream().anyMatch(hostStats -> hostStats.failed() > 0 || hostStats.unsupported());
    }

    /** Whether any host was unreachable. */
    public boolean unreachable() {
        return hosts.values().stream().anyMatch(HostStats::unreachable);
    }

    /** Whether anything was changed, or would be changed in a dry run. */
    public boolean changed() {
        return hosts.values().stream().anyMatch(hostStats -> hostStats.changed() > 0);
    }
}
