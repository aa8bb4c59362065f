package io.dockplay.transport;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.ScriptResult;
import java.util.Map;
import java.util.Optional;

/**
 * The replies of a host to one message.
 *
 * @param probeOutput the answers outside any probe, such as the facts
 * @param probes the number of a probe → its output
 * @param outcome the result of the change, if the message had one
 */
public record Replies(ProbeOutput probeOutput, Map<Integer, ProbeOutput> probes, Optional<ScriptResult> outcome) {

    public Replies {
        probes = Map.copyOf(probes);
    }
}
