package io.dockplay.faults;

import java.time.Duration;

/** What happens to one connection that goes through a {@link FaultProxy}, once so many bytes have gone a way. */
sealed interface Disturbance {

    /** Nothing happens. */
    Disturbance NONE = new Stall(Way.TO_HOST, Long.MAX_VALUE, Duration.ZERO);

    /** Which bytes are counted. */
    Way way();

    /** After how many of them it begins. */
    long after();

    /**
     * The connection ends.
     *
     * @param abruptly whether by a reset instead of an orderly end
     */
    record Cut(Way way, long after, boolean abruptly) implements Disturbance {
        @Override
        public String toString() {
            return "cut after %,d bytes %s%s".formatted(after, way, abruptly ? ", by a reset" : "");
        }
    }

    /** Both ways fall silent for a while; then all goes on, and nothing is missing. */
    record Stall(Way way, long after, Duration pause) implements Disturbance {
        @Override
        public String toString() {
            return "stalled for %,d ms after %,d bytes %s".formatted(pause.toMillis(), after, way);
        }
    }

    /** The connection stays open, and nothing comes through it any more. */
    record Freeze(Way way, long after) implements Disturbance {
        @Override
        public String toString() {
            return "frozen after %,d bytes %s".formatted(after, way);
        }
    }

    /**
     * The next bytes of that way come in small pieces, slowly.
     *
     * @param size of a piece
     * @param pieces how many; what follows them goes at once
     */
    record Dribble(Way way, long after, int size, int pieces, Duration pause) implements Disturbance {
        @Override
        public String toString() {
            return "dribbling after %,d bytes %s: %d times %d bytes, one each %d ms"
                    .formatted(after, way, pieces, size, pause.toMillis());
        }
    }
}
