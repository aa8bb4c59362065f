package io.dockplay.ssh;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between tries of what a server has turned away: a busy one takes only so many at a time (MaxStartups, MaxSessions).
 * Each is about twice as long as the one before, and never the same for all hosts, or they would all come back together.
 */
final class Retries {

    private static final int MOST = 6;

    private final Duration first;
    private final Duration most;
    private final long begun = System.nanoTime();
    private int made;

    /**
     * @param first how long the first pause is about
     * @param most how long all tries together may take
     */
    Retries(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /** Waits a while; false when it has been tried often enough, or there is no time for it. */
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

    /** What is left of the time. */
    Duration left() {
        Duration left = most.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How often it has been tried by now. */
    int tries() {
        return made + 1;
    }
}
