package io.dockplay.transport;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Outcome;
import java.util.Map;
import java.util.Optional;

/**
 * What a host replied to one message.
 *
 * @param answers what was answered outside any probe, such as the facts
 * @param probes a look's number → what it found
 * @param outcome what became of the change, where the message asked for one
 */
public record Replies(Answers answers, Map<Integer, Answers> probes, Optional<Outcome> outcome) {

    public Replies {
        probes = Map.copyOf(probes);
    }
}
