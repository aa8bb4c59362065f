package io.dockplay.engine.plan;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.Forks;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.task.HostContext;
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
public final class SavedPlanRun implements FleetRun.Work {

    private final Map<String, HostPlan> plans;
    private final Map<String, HostTarget> whole;
    private final Set<String> compared = ConcurrentHashMap.newKeySet();
    private final ApplyRun applyRun;
    private final FleetProbe fleetProbe;

    /**
     * @param plans host → what was planned for it
     * @param targets the hosts, each with all its plays
     * @param mode what the run may do to the hosts
     * @param stopSignal keeps a host from another change when the fleet's run has ended
     */
    public SavedPlanRun(Map<String, HostPlan> plans, List<HostTarget> targets, RunMode mode, StopSignal stopSignal) {
        this.plans = Map.copyOf(plans);
        this.whole = targets.stream().collect(Collectors.toUnmodifiableMap(HostTarget::name, target -> target));
        this.applyRun = new ApplyRun(mode, stopSignal);
        this.fleetProbe = new FleetProbe(targets);
    }

    @Override
    public void assemble(List<HostTarget> targets) {
        applyRun.assemble(targets);
        fleetProbe.assemble(targets);
    }

    @Override
    public void useForks(Forks forks) {
        applyRun.useForks(forks);
        fleetProbe.within(forks);
    }

    @Override
    public void exclude(String host) {
        applyRun.exclude(host);
    }

    @Override
    public void askWith(UnaryOperator<String> asking, boolean stepwise) {
        applyRun.askWith(asking, stepwise);
    }

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        HostPlan plan = plans.getOrDefault(target.name(), new HostPlan(List.of()));
        // What is secret in one play was masked in all of the plan.
        HostTarget all = whole.getOrDefault(target.name(), target);
        try {
            FleetCoordinator others = fleetProbe.others();
            applyRun.onHost(all, listener, context -> {
                if (!compared.add(target.name()) || holds(context, all, plan, others)) {
                    if (!context.mode().onlyProbes()) {
                        ApplyRun.plays(useForks(plan, context), target, ApplyRun::play);
                    }
                }
            });
        } finally {
            // With the plays of this time only: later ones may be a run of their own.
            applyRun.leave(target);
        }
    }

    private static HostContext useForks(HostPlan plan, HostContext context) {
        // What was told before it was known to be a secret stands in the plan as it is.
        return context.within((step, changes) -> plan.shownAs(context.secrets()).permits(step, changes));
    }

    /** Looks at a host, and tells what it finds where it is not as planned, or where that is all there is to do. */
    private static boolean holds(HostContext context, HostTarget target, HostPlan plan, FleetCoordinator others)
            throws Unreachable, BecomeRefused {
        List<Event> seen = new ArrayList<>();
        PlanRecorder planRecorder = new PlanRecorder();
        ApplyRun.plays(
                context.onlyProbed(others, event -> {
                    seen.add(event);
                    planRecorder.accept(event);
                }),
                target,
                ApplyRun::play);
        HostPlan now = planRecorder.plans().get(context.host());
        if (now == null && seen.isEmpty()) {
            now = new HostPlan(List.of());
        }
        if (now == null) {
            seen.stream()
                    .filter(event -> HostStats.NOTHING.plus(event).status().isBad())
                    .forEach(context::report);
            return false;
        }
        List<String> drift = plan.drift(now);
        if (!drift.isEmpty()) {
            context.report(new Event.Failed(
                    context.host(),
                    new Event.Step("", "plan", ""),
                    Problem.of(
                            context.host() + ": it is no longer as it was when the plan was made",
                            "It was left as it is"
                                    + (now.steps().isEmpty() ? "; nothing is left to be done there" : "")
                                    + ". Planned (-) and now (+):\n"
                                    + String.join("\n", drift)),
                    Optional.empty(),
                    false));
            return false;
        }
        if (context.mode().onlyProbes()) {
            seen.forEach(context::report);
        }
        return true;
    }
}
