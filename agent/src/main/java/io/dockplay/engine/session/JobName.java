package io.dockplay.engine.session;

import java.util.concurrent.atomic.AtomicLong;

/** What a change is called while it is at work on a host: its run and a number, such as {@code 20261124-001403-3f9a2c-7}. */
public final class JobName {

    private static final AtomicLong NUMBER = new AtomicLong();

    private JobName() {}

    /** One that no other change of the run has, on whichever host. */
    public static String next(String run) {
        return run + "-" + NUMBER.incrementAndGet();
    }
}
