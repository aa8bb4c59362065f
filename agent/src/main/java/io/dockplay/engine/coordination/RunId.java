package io.dockplay.engine.coordination;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A run's name, by which its hosts' records know it, such as {@code 20261124-001403-3f9a2c}, and the names of its jobs. */
public final class RunId {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String name;
    private final AtomicLong jobs = new AtomicLong();

    /** The run of this name. */
    public RunId(String name) {
        this.name = name;
    }

    /** A new run: its name is the moment, in UTC, and something that no other run of the same second has. */
    public static RunId next() {
        return at(Instant.now());
    }

    /**
     * A run that begins at this moment.
     *
     * <p>Its last part begins with the part of the second that has passed (in 1/4096), so that names are in the order
     * of the runs; the other half is random, for two machines that begin a run in the same instant.
     */
    static RunId at(Instant begun) {
        long part = begun.get(ChronoField.NANO_OF_SECOND) * 4096L / 1_000_000_000;
        return new RunId(MOMENT.format(begun)
                + String.format("-%03x%03x", part, ThreadLocalRandom.current().nextInt(1 << 12)));
    }

    public String name() {
        return name;
    }

    /** What the next change is called while it is at work, such as {@code 20261124-001403-3f9a2c-7}, on whichever host. */
    public String nextJob() {
        return name + "-" + jobs.incrementAndGet();
    }
}
