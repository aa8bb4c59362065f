package io.dockplay.playbook;

import java.util.List;
import java.util.stream.IntStream;

/** Plays, in the order in which they run. */
public record Playbook(List<Play> plays) {

    public Playbook {
        List<Play> given = plays;
        plays = IntStream.range(0, given.size())
                .mapToObj(place -> given.get(place).at(place))
                .toList();
    }
}
