package io.dockplay.cli.run;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.uninstall.PossibleTasks;
import io.dockplay.playbook.Requirement;
import io.dockplay.playbook.Task;
import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Supply;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What hosts would take from the network for their plays, found without contacting them: each is looked at as a host of each
 * release.
 *
 * @param supplies a release, such as {@code 7} → what its hosts take
 * @param unknown the tasks of which that cannot be known before they run
 */
public record BundleNeeds(Map<String, Set<Supply>> supplies, Set<Task> unknown) {

    /** The releases that there are, each as a machine that has nothing of its own. */
    public static final Map<String, Machine> RELEASES = Map.of(
            "6", machine("6.10", 6, "2.6.32-754.35.1.el6.x86_64", InitSystem.SYSV),
            "7", machine("7.9.2009", 7, "3.10.0-1160.el7.x86_64", InitSystem.SYSTEMD));

    /** The modules that take something from the network. */
    private static final Set<String> TAKES = Set.of("package", "repo", "download", "docker-image", "docker-container");

    private static Machine machine(String version, int major, String kernel, InitSystem init) {
        return new Machine(
                "CentOS",
                version,
                major,
                "x86_64",
                kernel,
                init,
                "localhost",
                Optional.of(List.of()),
                4096,
                2,
                "disabled",
                Optional.of(""));
    }

    /** What these hosts take, as far as they may be of these releases. */
    public static BundleNeeds of(List<HostTarget> targets, List<String> releases) {
        BundleNeeds needs = new BundleNeeds(new LinkedHashMap<>(), new LinkedHashSet<>());
        for (String release : releases) {
            for (HostTarget target : targets) {
                for (HostTarget.Assignment assignment : target.assignments()) {
                    needs.add(release, assignment);
                }
            }
        }
        return needs;
    }

    private void add(String release, HostTarget.Assignment assignment) {
        Machine machine = RELEASES.get(release);
        if (machine == null
                || Requirement.unmet(assignment.play().requires(), machine).isPresent()) {
            return;
        }
        HostTarget.Assignment on = assignment.on(machine);
        PossibleTasks possible = PossibleTasks.of(on.play(), on.variables());
        Stream.concat(possible.unknown().stream(), possible.invalid().keySet().stream())
                .filter(task -> TAKES.contains(task.module()))
                .forEach(unknown::add);
        for (TaskStep step : possible.steps()) {
            supplies.computeIfAbsent(release, any -> new LinkedHashSet<>())
                    .addAll(step.resource().supplies());
        }
    }
}
