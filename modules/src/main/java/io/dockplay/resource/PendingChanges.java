package io.dockplay.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that earlier tasks of the same run will have written by the time a task's turn comes.
 *
 * <p>In a run that makes changes there is never anything pending: each plan is made from a probe that is newer than the
 * last change. A dry run probes a host only once, and this is what it knows beyond that.
 *
 * @param writers path of a file → the task that will write it, in the order of the tasks
 */
public record PendingChanges(Map<String, String> writers) {

    /** Nothing is pending: what the probe saw is all there is to know. */
    public static final PendingChanges NOTHING = new PendingChanges(Map.of());

    public PendingChanges {
        writers = Collections.unmodifiableMap(new LinkedHashMap<>(writers));
    }

    /** The task that will write a file before this one's turn comes. */
    public Optional<String> writerOf(String path) {
        return Optional.ofNullable(writers.get(path));
    }
}
