package io.dockplay.playbook;

import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds, before any host is contacted, what would go wrong with a play's expressions and options.
 *
 * <p>Facts and registered results have no value then. What is wrong with a task whatever they turn out to be is a problem;
 * what is wrong only if the task's {@code when} turns out to hold is one when it is so on every host of the play.
 */
public final class PlaybookCheck {

    /** What has no value before a run: facts, and what failed in a block. */
    private static final List<String> LATER = List.of("facts", Task.FAILED_TASK, Task.FAILED_RESULT);

    /** The variable of the tasks that run last in an uninstall: what has been restored. */
    private static final String GIVEN_BACK = "given_back";

    /** The variables of each host as they are at one point of the play. */
    private final List<Variables> hosts;

    /** Whether some variables come from files whose names depend on facts. */
    private boolean anyNames;

    private PlaybookCheck(Collection<Variables> hosts, List<String> later) {
        this.hosts = new ArrayList<>(hosts);
        later.forEach(this::notYet);
    }

    private void notYet(String name) {
        hosts.replaceAll(host -> host.withNotYet(name));
    }

    /** The problems of a play on hosts with these variables. */
    public static List<Problem> problems(Play play, Collection<Variables> hosts) {
        Set<Problem> problems = new LinkedHashSet<>();
        // Handlers run after the tasks and see what these registered; an uninstallation starts with nothing.
        PlaybookCheck check = new PlaybookCheck(hosts, LATER);
        play.prompts().stream()
                .map(Play.Prompt::name)
                .filter(name -> hosts.stream().noneMatch(host -> host.names().contains(name)))
                .forEach(check::notYet);
        problems.addAll(check.problems(play.tasks()));
        problems.addAll(check.problems(play.handlers()));
        PlaybookCheck undone = new PlaybookCheck(hosts, LATER);
        undone.notYet(GIVEN_BACK);
        problems.addAll(undone.problems(play.uninstall()));
        return List.copyOf(problems);
    }

    private Set<Problem> problems(List<Task> tasks) {
        Set<Problem> problems = new LinkedHashSet<>();
        for (Task task : tasks) {
            Set<Problem> wrong = problems(task);
            wrong.removeIf(problem -> anyNames && problem.kind() == Problem.Kind.UNDEFINED_VARIABLE);
            problems.addAll(wrong);
        }
        return problems;
    }

    private Set<Problem> problems(Task task) {
        Set<Problem> certain = new LinkedHashSet<>();
        Set<Problem> everywhere = new LinkedHashSet<>();
        for (int i = 0; i < hosts.size(); i++) {
            Finding finding = find(task, hosts.get(i), false);
            certain.addAll(finding.problems());
            List<Problem> possible = List.of();
            if (finding.resolution() instanceof Resolution.NotYet
                    && !task.when().isEmpty()) {
                finding = find(task, hosts.get(i), true);
                possible = finding.problems();
            }
            if (i == 0) {
                everywhere.addAll(possible);
            } else {
                everywhere.retainAll(new ArrayList<>(possible));
            }
            goOn(task, i, finding.resolution());
        }
        certain.addAll(everywhere);
        return certain;
    }

    /**
     * What one look at a task gives on one host.
     *
     * @param resolution what the task means; that it is skipped, where it is wrong
     * @param problems what is wrong with it, and with the tasks that it includes
     */
    private record Finding(Resolution resolution, List<Problem> problems) {}

    private static Finding find(Task task, Variables host, boolean supposing) {
        Resolution resolution;
        try {
            resolution = new TaskResolver(host, supposing).resolve(task);
        } catch (InvalidInput wrong) {
            return new Finding(new Resolution.Skipped(""), wrong.problems());
        }
        if (resolution instanceof Resolution.Includes includes) {
            PlaybookCheck inner = new PlaybookCheck(List.of(host), List.of());
            Set<Problem> wrong = inner.problems(includes.tasks());
            wrong.addAll(inner.problems(includes.handlers()));
            return new Finding(resolution, List.copyOf(wrong));
        }
        return new Finding(resolution, List.of());
    }

    /** What a task leaves to those after it. */
    private void goOn(Task task, int host, Resolution resolution) {
        Variables known = hosts.get(host);
        if (resolution instanceof Resolution.Sets sets) {
            for (Map.Entry<String, Object> each : sets.values().entrySet()) {
                known = known.remembering(each.getKey(), each.getValue());
            }
        } else {
            for (String name : task.sets()) {
                known = known.withNotYet(name);
            }
            if (resolution instanceof Resolution.NotYet && task.module().startsWith("include_")) {
                anyNames = true;
            }
            if (resolution instanceof Resolution.Includes includes) {
                for (Task included : includes.tasks()) {
                    for (String name : included.sets()) {
                        known = known.withNotYet(name);
                    }
                    anyNames |= included.module().equals("include_vars");
                }
            }
        }
        hosts.set(host, known);
    }
}
