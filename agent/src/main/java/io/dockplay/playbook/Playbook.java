package io.dockplay.playbook;

import java.util.List;

/** Plays, in the order in which they run. */
public record Playbook(List<Play> plays) {

    public Playbook {
        plays = List.copyOf(plays);
    }
}
