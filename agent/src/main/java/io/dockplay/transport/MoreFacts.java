package io.dockplay.transport;

import java.util.Locale;

/** The facts that cost a host a process each, so that they are asked for only where something names them. */
public enum MoreFacts {
    /** The addresses of the machine. */
    ADDRESSES,
    /** The version of its Docker. */
    DOCKER,
    /** How long the record of dockplay's changes is. */
    RECORD_SIZE;

    /** The name of the answer, and of the question. */
    String answer() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
