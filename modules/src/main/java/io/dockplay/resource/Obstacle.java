package io.dockplay.resource;

import java.util.List;
import java.util.stream.Stream;

/**
 * Why a change cannot be made on the host as it is now.
 *
 * @param reason in words, such as "there is no service docker"
 * @param lacks all that has to come first; empty when no earlier change of the run can remove the obstacle
 */
public record Obstacle(String reason, List<Lack> lacks) {

    public Obstacle {
        lacks = List.copyOf(lacks);
    }

    /** One that is gone as soon as all of these have come. */
    public static Obstacle of(String reason, Lack... lacks) {
        return new Obstacle(reason, List.of(lacks));
    }

    /** One that nothing lacks for: no earlier change can remove it. */
    public static Obstacle lasting(String reason) {
        return new Obstacle(reason, List.of());
    }

    /** All of several obstacles at once; one that lasts makes them last. */
    public static Obstacle all(List<Obstacle> obstacles) {
        String reasons =
                String.join("; ", obstacles.stream().map(Obstacle::reason).toList());
        boolean lasts = obstacles.stream().anyMatch(each -> each.lacks().isEmpty());
        Stream<Lack> lacks = obstacles.stream().flatMap(each -> each.lacks().stream());
        return new Obstacle(reasons, lasts ? List.of() : lacks.toList());
    }

    @Override
    public String toString() {
        return reason;
    }
}
