package io.dockplay.engine;

/** How a host's part of a run ended; of several the worst. */
public enum Verdict {
    CHANGED,
    AS_WANTED,
    FAILED,
    UNREACHABLE,
    UNSUPPORTED
}
