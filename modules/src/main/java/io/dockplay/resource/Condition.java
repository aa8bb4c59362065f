package io.dockplay.resource;

import java.util.Map;

/** A condition of a playbook, written in its expression language, such as {@code facts.os.major == 7}. */
public interface Condition {

    /** The condition as it is written. */
    String text();

    /**
     * Evaluates the condition for this host.
     *
     * @param more variables beside the host's own, such as a command's {@code rc} and {@code stdout}
     */
    boolean holds(Map<String, Object> more);
}
