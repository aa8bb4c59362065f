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

/** Makes plans of the events of a dry run: one for each host that could be looked at to its end. */
public final class PlanRecorder implements Consumer<Event> {

    private final Map<String, List<HostPlan.Step>> steps = new LinkedHashMap<>();
    private final Set<String> bad = new HashSet<>();

    @Override
    public synchronized void accept(Event event) {
        List<HostPlan.Step> of = steps.computeIfAbsent(event.host(), any -> new ArrayList<>());
        if (event instanceof Event.Planned planned) {
            of.add(HostPlan.Step.of(planned));
        } else if (HostStats.NOTHING.plus(event).status().isBad()) {
            bad.add(event.host());
        }
    }

    /** Host → all that would be changed on it; hosts that failed or could not be reached have none. */
    public synchronized Map<String, HostPlan> plans() {
        Map<String, HostPlan> plans = new LinkedHashMap<>();
        steps.forEach((host, of) -> {
            if (!bad.contains(host)) {
                plans.put(host, new HostPlan(of));
            }
        });
        return plans;
    }
}
