package io.dockplay.engine.coordination;

/** Whether a run may change the hosts. */
public enum RunMode {
    /** Probes the hosts and reports what it would change; writes nothing. */
    DRY_RUN,
    /** A dry run that also lets package managers resolve dependencies; they may refresh their caches. */
    RESOLVE,
    /** Changes the hosts. */
    APPLY;

    /** Whether the run only probes and changes nothing. */
    public boolean onlyProbes() {
        return this != APPLY;
    }
}
