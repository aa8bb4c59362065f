package io.dockplay.cli;

import io.dockplay.engine.Brake;
import io.dockplay.engine.FleetRun;
import io.dockplay.engine.HostPlan;
import io.dockplay.engine.HostRun;
import io.dockplay.engine.Mode;
import io.dockplay.engine.PlanRun;
import io.dockplay.engine.Target;
import io.dockplay.engine.UninstallRun;
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
record Errand(BiFunction<Mode, Brake, FleetRun.Work> work, boolean backwards, String question) {

    /** Brings hosts into the state that the playbook describes. */
    static final Errand APPLY = new Errand(HostRun::new, false, "Make these changes");

    /**
     * Gives hosts back what they were.
     *
     * @param all whether what was there before goes too, where the playbook names it
     * @param force whether files are given back that somebody has changed since
     * @param forget whether the hosts do not remember either what was given back
     */
    static Errand uninstall(boolean all, boolean force, boolean forget) {
        return new Errand(
                (mode, brake) -> new UninstallRun(mode, brake, all, force, forget), true, "Take all this away");
    }

    /** Does what was planned, and nothing else. */
    static Errand of(Map<String, HostPlan> plans, List<Target> targets) {
        return new Errand((mode, brake) -> new PlanRun(plans, targets, mode, brake), false, "Make these changes");
    }
}
