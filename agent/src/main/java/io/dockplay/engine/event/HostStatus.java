package io.dockplay.engine.event;

/** How a run ended on one host; the worst of all that happened there. */
public enum HostStatus {
    CHANGED,
    AS_WANTED,
    FAILED,
    UNREACHABLE,
    UNSUPPORTED,
    /** The run ended because of other hosts before this one was done. */
    STOPPED,
    /** The host was never reached, and its plays ignore that. */
    NOT_REACHED;

    /** Whether something went wrong on this host. */
    public boolean isBad() {
        return this == FAILED || this == UNREACHABLE || this == UNSUPPORTED;
    }
}
