package io.dockplay.ssh;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between tries when a busy server turns clients away (MaxStartups, MaxSessions).
 *
 * <p>Each pause is about twice as long as the last one. Its length is random, so that hosts do not all come back together.
 */
final class Retries {

    private static final int MOST = 6;

    private final Duration first;
    private final Duration most;
    private final long begun = System.nanoTime();
    private int made;

    /**
     * @param first about how long the first pause is
     * @param most how long all tries together may take
     */
    Retries(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /** Waits before the next try; false when there were enough tries, or no time is left. */
    boolean again() {
        Duration pause = pause();
        if (made == MOST || left().compareTo(pause) <= 0) {
            return false;
        }
        made++;
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Duration pause() {
        long about = first.toMillis() << made;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(about / 2, about * 3 / 2 + 1));
    }

    /** The time that is left. */
    Duration left() {
        Duration left = most.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How many tries there were. */
    int tries() {
        return made + 1;
    }
}
