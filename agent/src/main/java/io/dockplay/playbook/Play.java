package io.dockplay.playbook;

import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done on some of the inventory's hosts.
 *
 * @param number its place in the playbook, from 0
 * @param name its name in reports
 * @param hosts the pattern that selects them
 * @param requires what a host must be, as alternatives; with none any host will do
 * @param defaults variables that the inventory may override, those of its roles among them
 * @param vars variables that override the inventory's
 * @param become whether tasks run as root unless they say otherwise
 * @param rollout how it goes over its hosts
 * @param tasks what is to be in a wanted state
 * @param handlers tasks that run at the end, when one that notifies them has changed something
 * @param uninstall what runs last when the play is undone
 * @param prompts what is asked before it begins
 * @param forceHandlers whether notified handlers run even on a host that fails
 * @param selection which of its tasks are chosen
 * @param position where it stands
 */
public record Play(
        int number,
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
        List<Prompt> prompts,
        boolean forceHandlers,
        Selection selection,
        Position position) {

    public Play {
        requires = List.copyOf(requires);
        tasks = List.copyOf(tasks);
        handlers = List.copyOf(handlers);
        uninstall = List.copyOf(uninstall);
        prompts = List.copyOf(prompts);
    }

    /**
     * A variable that someone is asked for.
     *
     * @param name the variable
     * @param question what is asked
     * @param isPrivate whether what is typed is not shown
     * @param confirm whether it is asked twice
     * @param fallback what it is when nothing is typed
     */
    public record Prompt(String name, String question, boolean isPrivate, boolean confirm, Optional<String> fallback) {}

    /** Whether all its tasks have {@code ignore_unreachable}, so that a host that cannot be reached does not fail. */
    public boolean ignoresUnreachable() {
        return !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.keywords().ignoresUnreachable());
    }

    /** The play with only the tasks that are chosen; its handlers are all there. */
    public Play only(Selection chosen) {
        return new Play(
                number,
                name,
                hosts,
                requires,
                defaults,
                vars,
                become,
                rollout,
                chosen.of(tasks),
                handlers,
                uninstall,
                prompts,
                forceHandlers,
                chosen,
                position);
    }

    /** The play whose notified handlers run even on a host that fails. */
    Play forcingHandlers() {
        return new Play(
                number, name, hosts, requires, defaults, vars, become, rollout, tasks, handlers, uninstall, prompts,
                true, selection, position);
    }

    /** The play at another place of a playbook. */
    Play at(int place) {
        return new Play(
                place,
                name,
                hosts,
                requires,
                defaults,
                vars,
                become,
                rollout,
                tasks,
                handlers,
                uninstall,
                prompts,
                forceHandlers,
                selection,
                position);
    }

    /** The play with values for what was asked. */
    public Play answered(Map<String, Yaml> answers) {
        Map<String, Yaml> all = new LinkedHashMap<>(vars);
        all.putAll(answers);
        return new Play(
                number,
                name,
                hosts,
                requires,
                defaults,
                all,
                become,
                rollout,
                tasks,
                handlers,
                uninstall,
                prompts,
                forceHandlers,
                selection,
                position);
    }
}
