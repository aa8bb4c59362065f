package io.dockplay.engine;

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
public record Summary(SortedMap<String, Tally> hosts, List<RuntimeException> bugs) {

    public Summary {
        bugs = List.copyOf(bugs);
    }

    Summary(Map<String, Tally> hosts, List<RuntimeException> bugs) {
        this(Collections.unmodifiableSortedMap(new TreeMap<>(hosts)), bugs);
    }

    /** Whether there is nothing to do anywhere, and nothing went wrong. */
    public boolean allAsWanted() {
        return hosts.values().stream().allMatch(tally -> tally.verdict() == Verdict.AS_WANTED);
    }

    /** Whether any host failed, an unsupported one included. */
    public boolean failed() {
        return hosts.values().stream().anyMatch(tally -> tally.failed() > 0 || tally.unsupported());
    }

    /** Whether any host could not be talked to. */
    public boolean unreachable() {
        return hosts.values().stream().anyMatch(Tally::unreachable);
    }

    /** Whether anything was changed, or in a dry run is to be changed. */
    public boolean changed() {
        return hosts.values().stream().anyMatch(tally -> tally.changed() > 0);
    }
}
