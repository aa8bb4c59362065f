package io.dockplay.transport;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.ScriptResult;
import java.util.Map;
import java.util.Optional;

/**
 * What a host replied to one message.
 *
 * @param probeOutput what was answered outside any probe, such as the facts
 * @param probes a look's number → what it found
 * @param outcome what became of the change, where the message asked for one
 */
public record Replies(ProbeOutput probeOutput, Map<Integer, ProbeOutput> probes, Optional<ScriptResult> outcome) {

    public Replies {
        probes = Map.copyOf(probes);
    }
}
