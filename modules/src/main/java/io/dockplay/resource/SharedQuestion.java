package io.dockplay.resource;

import java.util.Collection;

/**
 * A question that the probes of one look ask a host together, because the start of the program that answers it costs more
 * than another name.
 */
public interface SharedQuestion {

    /**
     * Asks about all these names. The script runs in the shell that the probes come from, so it starts no job, does not end
     * that shell and leaves its answers in variables, in which each probe finds its own.
     */
    Script about(Collection<String> names);
}
