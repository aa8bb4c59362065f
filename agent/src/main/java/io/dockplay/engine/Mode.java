package io.dockplay.engine;

/** What a run may do to the hosts. */
public enum Mode {
    /** Looks and tells what it would do; writes nothing. */
    DRY_RUN,
    /** Makes the changes. */
    APPLY
}
