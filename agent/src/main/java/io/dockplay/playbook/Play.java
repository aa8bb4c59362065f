package io.dockplay.playbook;

import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import java.util.List;
import java.util.Map;

/**
 * What is to be done on some of the inventory's hosts.
 *
 * @param name its name in reports
 * @param hosts the pattern that selects them
 * @param requires what a host must be, as alternatives; with none any host will do
 * @param defaults variables that the inventory may override
 * @param vars variables that override the inventory's
 * @param become whether tasks run as root unless they say otherwise
 * @param rollout how it goes over its hosts
 * @param tasks what is to be in a wanted state
 * @param handlers tasks that run at the end, when one that notifies them has changed something
 * @param uninstall what runs last when the play is undone
 * @param position where it stands
 */
public record Play(
        String name,
        String hosts,
        List<Requirement> requires,
        Map<String, Yaml> defaults,
        Map<String, Yaml> vars,
        boolean become,
        Rollout rollout,
        List<Task> tasks,
        List<Task> handlers,
        List<Task> uninstall,
        Position position) {

    public Play {
        requires = List.copyOf(requires);
        tasks = List.copyOf(tasks);
        handlers = List.copyOf(handlers);
        uninstall = List.copyOf(uninstall);
    }
}
