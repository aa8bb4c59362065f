package io.dockplay.transport;

import java.time.Duration;

/**
 * How long to wait for a host. A change may take as long as it needs.
 *
 * @param start the time to connect and to start a shell that answers
 * @param left what is left of {@code start}, now that the connection is made
 * @param probe the time for each probe
 */
public record Patience(Duration start, Duration left, Duration probe) {

    /** How many times longer than a start a probe may take: it may ask package servers, or read a large database. */
    static final int PROBE = 30;

    /** The patience with a host that has no other setting. */
    public static final Patience USUAL = of(Duration.ofSeconds(20));

    /** Returns the patience for a given time to start. */
    public static Patience of(Duration start) {
        return new Patience(start, start, start.multipliedBy(PROBE));
    }

    /** Returns this patience, reduced by the time that the start has taken so far. */
    public Patience after(Duration gone) {
        Duration rest = left.minus(gone);
        return new Patience(start, rest.isNegative() ? Duration.ZERO : rest, probe);
    }
}
