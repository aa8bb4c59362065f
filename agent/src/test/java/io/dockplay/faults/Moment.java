package io.dockplay.faults;

import java.util.SplittableRandom;

/**
 * A moment of a run, told by how far it has come, so that it comes again on a slower machine.
 *
 * @param bytes so many have come from the host
 * @param milliseconds and so long ago
 */
record Moment(int bytes, int milliseconds) {

    private static final int LONGEST_PAUSE = 500;

    static Moment any(Phase phase, SplittableRandom chance) {
        return new Moment(phase.anyByte(Way.FROM_HOST, chance), chance.nextInt(LONGEST_PAUSE));
    }

    @Override
    public String toString() {
        return "%d ms after %,d bytes from the host".formatted(milliseconds, bytes);
    }
}
