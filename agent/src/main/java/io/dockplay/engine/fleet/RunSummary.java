package io.dockplay.engine.fleet;

import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.HostStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a run ended, host by host.
 *
 * @param hosts name → what happened there
 * @param bugs what went wrong in dockplay itself
 */
public record RunSummary(SortedMap<String, HostStats> hosts, List<RuntimeException> bugs) {

    public RunSummary {
        bugs = List.copyOf(bugs);
    }

    RunSummary(Map<String, HostStats> hosts, List<RuntimeException> bugs) {
        this(Collections.unmodifiableSortedMap(new TreeMap<>(hosts)), bugs);
    }

    /** Whether there is nothing to do anywhere, and nothing went wrong. */
    public boolean allAsWanted() {
        return hosts.values().stream().allMatch(hostStats -> hostStats.verdict() == HostStatus.AS_WANTED);
    }

    /** Whether any host failed, an unsupported one included. */
    public boolean failed() {
        return hosts.values().stream().anyMatch(hostStats -> hostStats.failed() > 0 || hostStats.unsupported());
    }

    /** Whether any host could not be talked to. */
    public boolean unreachable() {
        return hosts.values().stream().anyMatch(HostStats::unreachable);
    }

    /** Whether anything was changed, or in a dry run is to be changed. */
    public boolean changed() {
        return hosts.values().stream().anyMatch(hostStats -> hostStats.changed() > 0);
    }
}
