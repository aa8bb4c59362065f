package io.dockplay.engine.plan;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.Forks;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.task.HostContext;
import io.dockplay.message.Message;
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
 * Applies a saved plan: it makes the planned changes on each host and no others.
 *
 * <p>Each host is first compared with its plan by a new dry run. If the changes differ by now, the host fails and is
 * not changed. The comparison covers all plays of the host, even if the run applies them one at a time.
 */
public final class SavedPlanRun implements FleetRun.Work {

    private final Map<String, HostPlan> plans;
    private final Map<String, HostTarget> whole;
    private final Set<String> compared = ConcurrentHashMap.newKeySet();
    private final ApplyRun applyRun;
    private final FleetProbe fleetProbe;

    /**
     * Makes a run that applies these plans.
     *
     * @param plans a host's name → its plan
     * @param targets the hosts, each with all its plays
     * @param mode whether the run may change the hosts
     * @param stopSignal keeps a host from beginning another change when the run has ended for all hosts
     */
    public SavedPlanRun(Map<String, HostPlan> plans, List<HostTarget> targets, RunMode mode, StopSignal stopSignal) {
        this.plans = Map.copyOf(plans);
        this.whole = targets.stream().collect(Collectors.toUnmodifiableMap(HostTarget::name, target -> target));
        this.applyRun = new ApplyRun(mode, stopSignal);
        this.fleetProbe = new FleetProbe(targets);
    }

    @Override
    public RunId run() {
        return applyRun.run();
    }

    @Override
    public void assemble(List<HostTarget> targets) {
        applyRun.assemble(targets);
        fleetProbe.assemble(targets);
    }

    @Override
    public void useForks(Forks forks) {
        applyRun.useForks(forks);
        fleetProbe.useForks(forks);
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
        // A secret of one play is masked in the whole plan, so the host needs all its plays here.
        HostTarget all = whole.getOrDefault(target.name(), target);
        try {
            FleetCoordinator others = fleetProbe.others();
            applyRun.onHost(all, listener, context -> {
                if (!compared.add(target.name()) || isAsPlanned(context, all, plan, others)) {
                    if (!context.mode().onlyProbes()) {
                        ApplyRun.plays(onlyPlanned(plan, context), target, ApplyRun::play);
                    }
                }
            });
        } finally {
            // Only the plays of this call: a later call may run the others.
            applyRun.leave(target);
        }
    }

    /** Returns a context in which only the planned changes may be made. */
    private static HostContext onlyPlanned(HostPlan plan, HostContext context) {
        // The plan may show a text that only became known as a secret later, so it is masked here.
        return context.within((step, changes) -> plan.shownAs(context.secrets()).permits(step, changes));
    }

    /** Probes a host and compares it with its plan. It reports the differences, and in a dry run all events. */
    private static boolean isAsPlanned(HostContext context, HostTarget target, HostPlan plan, FleetCoordinator others)
            throws Unreachable, BecomeRefused {
        List<Event> events = new ArrayList<>();
        PlanRecorder planRecorder = new PlanRecorder();
        ApplyRun.plays(
                context.onlyProbed(others, event -> {
                    events.add(event);
                    planRecorder.accept(event);
                }),
                target,
                ApplyRun::play);
        HostPlan now = planRecorder.plans().get(context.host());
        if (now == null && events.isEmpty()) {
            now = new HostPlan(List.of());
        }
        if (now == null) {
            events.stream()
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
                            Message.of("%s: it is no longer as it was when the plan was made", context.host()),
                            Message.of(
                                    "It was left as it is%s. Planned (-) and now (+):\n%s",
                                    now.steps().isEmpty()
                                            ? Message.of("; nothing is left to be done there")
                                            : Message.NONE,
                                    String.join("\n", drift))),
                    Optional.empty(),
                    false));
            return false;
        }
        if (context.mode().onlyProbes()) {
            events.forEach(context::report);
        }
        return true;
    }
}
