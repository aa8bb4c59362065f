package io.dockplay.engine.coordination;

/** What a run may do to the hosts. */
public enum RunMode {
    /** Looks and tells what it would do; writes nothing. */
    DRY_RUN,
    /** A dry run that also asks package managers for all that they would do; it may refresh their caches. */
    RESOLVE,
    /** Makes the changes. */
    APPLY;

    /** Whether nothing is changed. */
    public boolean onlyLooks() {
        return this != APPLY;
    }
}
