package io.dockplay.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that earlier tasks of the same run write before a task starts.
 *
 * <p>A run that makes changes has no pending ones: each plan is made from a probe that is newer than the
 * last change. A dry run probes a host only once, and this is what it knows beyond that probe.
 *
 * @param writers path of a file → the task that will write it, in the order of the tasks
 */
public record PendingChanges(Map<String, String> writers) {

    /** No pending changes: the probe has seen the host as the task will find it. */
    public static final PendingChanges NOTHING = new PendingChanges(Map.of());

    public PendingChanges {
        writers = Collections.unmodifiableMap(new LinkedHashMap<>(writers));
    }

    /** Returns the earlier task that will write a file. */
    public Optional<String> writerOf(String path) {
        return Optional.ofNullable(writers.get(path));
    }
}
