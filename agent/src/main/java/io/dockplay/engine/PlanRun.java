package io.dockplay.engine;

import io.dockplay.problem.Problem;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Does on each host what a saved plan says and nothing else: a host that would be changed otherwise by now is refused, and
 * left as it is.
 *
 * <p>A host is compared with its whole plan when the run first comes to it, also where the run does its plays one by one.
 */
public final class PlanRun implements FleetRun.Work {

    private final Map<String, HostPlan> plans;
    private final Map<String, Target> whole;
    private final Set<String> compared = ConcurrentHashMap.newKeySet();
    private final HostRun hostRun;
    private final FirstLook firstLook;

    /**
     * @param plans host → what was planned for it
     * @param targets the hosts, each with all its plays
     * @param mode what the run may do to the hosts
     * @param brake keeps a host from another change when the fleet's run has ended
     */
    public PlanRun(Map<String, HostPlan> plans, List<Target> targets, Mode mode, Brake brake) {
        this.plans = Map.copyOf(plans);
        this.whole = targets.stream().collect(Collectors.toUnmodifiableMap(Target::name, target -> target));
        this.hostRun = new HostRun(mode, brake);
        this.firstLook = new FirstLook(targets);
    }

    @Override
    public void assemble(List<Target> targets) {
        hostRun.assemble(targets);
        firstLook.assemble(targets);
    }

    @Override
    public void within(Forks forks) {
        hostRun.within(forks);
        firstLook.within(forks);
    }

    @Override
    public void leavesOut(String host) {
        hostRun.leavesOut(host);
    }

    @Override
    public void asksBy(UnaryOperator<String> asking, boolean stepwise) {
        hostRun.asksBy(asking, stepwise);
    }

    @Override
    public void on(Target target, Consumer<Event> listener) {
        HostPlan plan = plans.getOrDefault(target.name(), new HostPlan(List.of()));
        // What is secret in one play was masked in all of the plan.
        Target all = whole.getOrDefault(target.name(), target);
        try {
            Convoy others = firstLook.others();
            hostRun.onHost(all, listener, setting -> {
                if (!compared.add(target.name()) || holds(setting, all, plan, others)) {
                    if (!setting.mode().onlyLooks()) {
                        HostRun.plays(within(plan, setting), target, HostRun::play);
                    }
                }
            });
        } finally {
            // With the plays of this time only: later ones may be a run of their own.
            hostRun.leave(target);
        }
    }

    private static Setting within(HostPlan plan, Setting setting) {
        // What was told before it was known to be a secret stands in the plan as it is.
        return setting.within((step, changes) -> plan.shownAs(setting.secrets()).permits(step, changes));
    }

    /** Looks at a host, and tells what it finds where it is not as planned, or where that is all there is to do. */
    private static boolean holds(Setting setting, Target target, HostPlan plan, Convoy others)
            throws Unreachable, BecomeRefused {
        List<Event> seen = new ArrayList<>();
        Planning planning = new Planning();
        HostRun.plays(
                setting.onlyLooking(others, event -> {
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
            return false;
        }
        List<String> drift = plan.drift(now);
        if (!drift.isEmpty()) {
            setting.tell()
                    .accept(new Event.Failed(
                            setting.host(),
                            new Event.Step("", "plan", ""),
                            Problem.of(
                                    setting.host() + ": it is no longer as it was when the plan was made",
                                    "It was left as it is"
                                            + (now.steps().isEmpty() ? "; nothing is left to be done there" : "")
                                            + ". Planned (-) and now (+):\n"
                                            + String.join("\n", drift)),
                            Optional.empty(),
                            false));
            return false;
        }
        if (setting.mode().onlyLooks()) {
            seen.forEach(setting.tell());
        }
        return true;
    }
}
