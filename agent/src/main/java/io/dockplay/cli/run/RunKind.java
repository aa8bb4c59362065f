package io.dockplay.cli.run;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.plan.HostPlan;
import io.dockplay.engine.plan.SavedPlanRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.uninstall.UninstallRun;
import io.dockplay.message.Message;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What a run is to do with its hosts.
 *
 * @param work what is done on each
 * @param backwards whether the last play comes first
 * @param question what is asked on a terminal before anything is changed
 */
public record RunKind(BiFunction<RunMode, StopSignal, FleetRun.Work> work, boolean backwards, Message question) {

    /** Brings hosts into the state that the playbook describes. */
    public static final RunKind APPLY = new RunKind(ApplyRun::new, false, Message.of("Make these changes"));

    /**
     * Gives hosts back what they were.
     *
     * @param all whether what was there before goes too, where the playbook names it
     * @param force whether files are given back that somebody has changed since
     * @param forget whether the hosts do not remember either what was given back
     */
    public static RunKind uninstall(boolean all, boolean force, boolean forget) {
        return new RunKind(
                (mode, stopSignal) -> new UninstallRun(mode, stopSignal, all, force, forget),
                true,
                Message.of("Take all this away"));
    }

    /** Makes the planned changes, and no others. */
    public static RunKind of(Map<String, HostPlan> plans, List<HostTarget> targets) {
        return new RunKind(
                (mode, stopSignal) -> new SavedPlanRun(plans, targets, mode, stopSignal),
                false,
                Message.of("Make these changes"));
    }
}
