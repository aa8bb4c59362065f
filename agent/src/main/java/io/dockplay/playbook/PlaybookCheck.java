package io.dockplay.playbook;

import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The hosts, in groups to which the tasks so far have done the same. */
    private final List<AlikeHosts> hosts;

    /** Whether some variables come from files whose names depend on facts. */
    private boolean anyNames;

    private PlaybookCheck(AlikeHosts hosts, List<String> later) {
        this.hosts = new ArrayList<>(List.of(hosts));
        later.forEach(this::notYet);
    }

    private void notYet(String name) {
        hosts.replaceAll(alike -> alike.after(new AlikeHosts.Left(Map.of(), Set.of(name))));
    }

    /** The problems of a play on hosts with these variables. */
    public static List<Problem> problems(Play play, Collection<Variables> hosts) {
        if (hosts.isEmpty()) {
            return List.of();
        }
        Set<Problem> problems = new LinkedHashSet<>();
        AlikeHosts alike = AlikeHosts.of(hosts);
        // Handlers run after the tasks and see what these registered; an uninstallation starts with nothing.
        PlaybookCheck check = new PlaybookCheck(alike, LATER);
        play.prompts().stream()
                .map(Play.Prompt::name)
                .filter(name -> hosts.stream().noneMatch(host -> host.names().contains(name)))
                .forEach(check::notYet);
        problems.addAll(check.problems(play.tasks()));
        problems.addAll(check.problems(play.handlers()));
        PlaybookCheck undone = new PlaybookCheck(alike, LATER);
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
        Optional<Set<Problem>> everywhere = Optional.empty();
        List<AlikeHosts> after = new ArrayList<>();
        for (AlikeHosts alike : hosts) {
            Map<AlikeHosts.Left, List<Variables>> left = new LinkedHashMap<>();
            for (AlikeHosts.Answer<Look> each : alike.ask(host -> look(task, host))) {
                Look look = each.answer();
                certain.addAll(look.certain());
                everywhere.ifPresent(all -> all.retainAll(look.possible()));
                everywhere = everywhere.or(() -> Optional.of(new LinkedHashSet<>(look.possible())));
                anyNames |= look.anyNames();
                left.computeIfAbsent(look.left(), any -> new ArrayList<>()).addAll(each.hosts());
            }
            left.forEach((what, of) -> after.add(alike.only(of).after(what)));
        }
        hosts.clear();
        hosts.addAll(after);
        everywhere.ifPresent(certain::addAll);
        return certain;
    }

    /**
     * What one look at a task gives on one host.
     *
     * @param certain what is wrong with it, and with the tasks that it includes
     * @param possible what is wrong if its conditions hold, where they cannot be answered yet
     * @param left what it leaves to the tasks after it
     * @param anyNames whether it may set variables whose names are not known
     */
    private record Look(List<Problem> certain, Set<Problem> possible, AlikeHosts.Left left, boolean anyNames) {}

    private static Look look(Task task, Variables host) {
        Finding finding = find(task, host, false);
        List<Problem> certain = finding.problems();
        List<Problem> possible = List.of();
        if (finding.resolution() instanceof Resolution.NotYet && !task.when().isEmpty()) {
            finding = find(task, host, true);
            possible = finding.problems();
        }
        Resolution resolution = finding.resolution();
        return new Look(certain, new LinkedHashSet<>(possible), left(task, resolution), anyNames(task, resolution));
    }

    /**
     * What a task means on one host.
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
            PlaybookCheck inner = new PlaybookCheck(AlikeHosts.of(List.of(host)), List.of());
            Set<Problem> wrong = inner.problems(includes.tasks());
            wrong.addAll(inner.problems(includes.handlers()));
            return new Finding(resolution, List.copyOf(wrong));
        }
        return new Finding(resolution, List.of());
    }

    private static AlikeHosts.Left left(Task task, Resolution resolution) {
        if (resolution instanceof Resolution.Sets sets) {
            return new AlikeHosts.Left(sets.values(), Set.of());
        }
        Set<String> notYet = new LinkedHashSet<>(task.sets());
        if (resolution instanceof Resolution.Includes includes) {
            includes.tasks().forEach(included -> notYet.addAll(included.sets()));
        }
        return new AlikeHosts.Left(Map.of(), notYet);
    }

    private static boolean anyNames(Task task, Resolution resolution) {
        if (resolution instanceof Resolution.Includes includes) {
            return includes.tasks().stream()
                    .anyMatch(included -> included.module().equals("include_vars"));
        }
        return resolution instanceof Resolution.NotYet && task.module().startsWith("include_");
    }
}
