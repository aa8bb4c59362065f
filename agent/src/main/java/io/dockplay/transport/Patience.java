package io.dockplay.transport;

import java.time.Duration;

/**
 * How long a host may keep us waiting; a change may take as long as it needs.
 *
 * @param start until a shell has begun to answer
 * @param left what is left of that by now, for connecting is part of it
 * @param look for each look after that
 */
public record Patience(Duration start, Duration left, Duration look) {

    /** How many times longer than a start a look may take: it may ask package servers, or read a large database. */
    static final int LOOK = 30;

    /** With a host of which nobody says otherwise. */
    public static final Patience USUAL = of(Duration.ofSeconds(20));

    /** What follows from how long a start may take. */
    public static Patience of(Duration start) {
        return new Patience(start, start, start.multipliedBy(LOOK));
    }

    /** The same, when starting has begun so long ago. */
    public Patience after(Duration gone) {
        Duration rest = left.minus(gone);
        return new Patience(start, rest.isNegative() ? Duration.ZERO : rest, look);
    }
}
