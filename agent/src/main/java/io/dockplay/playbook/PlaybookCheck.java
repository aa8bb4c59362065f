package io.dockplay.playbook;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds, before any host is contacted, what would go wrong with a play's expressions and options.
 *
 * <p>Facts and registered results have no value then. What is wrong with a task whatever they turn out to be is a problem;
 * what is wrong only if the task's {@code when} turns out to hold is one when it is so on every host of the play.
 */
public final class PlaybookCheck {

    private static final String FACTS = "facts";

    /** What an uninstallation takes away, for the tasks that run last. */
    private static final String GIVEN_BACK = "given_back";

    private PlaybookCheck() {}

    /** The problems of a play on hosts with these variables. */
    public static List<Problem> problems(Play play, Collection<Variables> hosts) {
        Set<Problem> problems = new LinkedHashSet<>();
        // Handlers run after the tasks and see what these registered; an uninstallation starts with nothing.
        Set<String> registered = new LinkedHashSet<>(Set.of(FACTS));
        problems.addAll(problems(play.tasks(), hosts, registered));
        problems.addAll(problems(play.handlers(), hosts, registered));
        problems.addAll(problems(play.uninstall(), hosts, new LinkedHashSet<>(Set.of(FACTS, GIVEN_BACK))));
        return List.copyOf(problems);
    }

    private static Set<Problem> problems(List<Task> tasks, Collection<Variables> hosts, Set<String> registered) {
        Set<Problem> problems = new LinkedHashSet<>();
        for (Task task : tasks) {
            problems.addAll(problems(task, hosts, registered));
            task.register().ifPresent(registered::add);
        }
        return problems;
    }

    private static Set<Problem> problems(Task task, Collection<Variables> hosts, Set<String> notYet) {
        Set<Problem> certain = new LinkedHashSet<>();
        Set<Problem> everywhere = new LinkedHashSet<>();
        boolean first = true;
        for (Variables host : hosts) {
            Variables known = host;
            for (String name : notYet) {
                known = known.withNotYet(name);
            }
            List<Problem> wrong = problems(task, known, false);
            certain.addAll(wrong);
            List<Problem> possible = wrong.isEmpty() ? problems(task, known, true) : List.of();
            if (first) {
                everywhere.addAll(possible);
            } else {
                everywhere.retainAll(new ArrayList<>(possible));
            }
            first = false;
        }
        certain.addAll(everywhere);
        return certain;
    }

    private static List<Problem> problems(Task task, Variables variables, boolean supposing) {
        try {
            task.resolve(variables, supposing);
            return List.of();
        } catch (InvalidInput wrong) {
            return wrong.problems();
        }
    }
}
