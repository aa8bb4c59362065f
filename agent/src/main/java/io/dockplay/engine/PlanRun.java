package io.dockplay.engine;

import io.dockplay.problem.Problem;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does on each host what a saved plan says and nothing else: a host that would be changed otherwise by now is refused, and
 * left as it is.
 *
 * @param plans host → what was planned for it
 * @param mode what the run may do to the host
 * @param brake keeps the host from another change when the fleet's run has ended
 */
public record PlanRun(Map<String, HostPlan> plans, Mode mode, Brake brake) implements FleetRun.Work {

    @Override
    public void on(Target target, Consumer<Event> listener) {
        HostPlan plan = plans.getOrDefault(target.name(), new HostPlan(List.of()));
        new HostRun(mode, brake).onHost(target, listener, setting -> run(setting, target, plan));
    }

    private void run(Setting setting, Target target, HostPlan plan) throws Unreachable, BecomeRefused {
        List<Event> seen = new ArrayList<>();
        Planning planning = new Planning();
        HostRun.plays(
                setting.onlyLooking(event -> {
                    seen.add(event);
                    planning.accept(event);
                }),
                target,
                HostRun::play);
        HostPlan now = planning.plans().get(setting.host());
        if (now == null && seen.isEmpty()) {
            now = new HostPlan(List.of());
        }
        if (now == null) {
            seen.stream()
                    .filter(event -> Tally.NOTHING.plus(event).verdict().isBad())
                    .forEach(setting.tell());
            return;
        }
        List<String> drift = plan.drift(now);
        if (!drift.isEmpty()) {
            setting.tell()
                    .accept(new Event.Failed(
                            setting.host(),
                            new Event.Step("", "plan", ""),
                            Problem.of(
                                    setting.host() + ": it is no longer as it was when the plan was made",
                                    "It was left as it is. Planned (-) and now (+):\n" + String.join("\n", drift)),
                            Optional.empty(),
                            false));
            return;
        }
        if (mode.onlyLooks()) {
            seen.forEach(setting.tell());
        } else {
            HostRun.plays(setting.within(plan), target, HostRun::play);
        }
    }
}
