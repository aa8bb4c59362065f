package io.dockplay.engine.session;

import java.util.concurrent.atomic.AtomicLong;

/** The name of a change while it is at work: its run and a number, such as {@code 20261124-001403-3f9a2c-7}. */
public final class JobName {

    private static final AtomicLong NUMBER = new AtomicLong();

    private JobName() {}

    /** A name that no other change of the run has, on any host. */
    public static String next(String run) {
        return run + "-" + NUMBER.incrementAndGet();
    }
}
