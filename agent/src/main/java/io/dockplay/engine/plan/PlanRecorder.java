package io.dockplay.engine.plan;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Records the events of a dry run as plans: one for each host that was probed to its end. */
public final class PlanRecorder implements Consumer<Event> {

    private final Map<String, List<HostPlan.Step>> steps = new LinkedHashMap<>();
    private final Set<String> bad = new HashSet<>();

    @Override
    public synchronized void accept(Event event) {
        List<HostPlan.Step> ofHost = steps.computeIfAbsent(event.host(), any -> new ArrayList<>());
        if (event instanceof Event.Planned planned) {
            ofHost.add(HostPlan.Step.of(planned));
        } else if (HostStats.NOTHING.plus(event).status().isBad()) {
            bad.add(event.host());
        }
    }

    /** Returns the plans by host. Hosts that failed or were unreachable have none. */
    public synchronized Map<String, HostPlan> plans() {
        Map<String, HostPlan> plans = new LinkedHashMap<>();
        steps.forEach((host, ofHost) -> {
            if (!bad.contains(host)) {
                plans.put(host, new HostPlan(ofHost));
            }
        });
        return plans;
    }
}
