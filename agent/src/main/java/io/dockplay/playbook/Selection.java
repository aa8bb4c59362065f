package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which tasks are chosen, by their tags and by where to begin.
 *
 * @param tags only tasks with one of these; none, and all are chosen but those with {@code never}
 * @param skipped no tasks with one of these
 * @param startAt the name of the first task, or a pattern of it with {@code *}
 */
public record Selection(Set<String> tags, Set<String> skipped, Optional<String> startAt) {

    /** All but those that are never chosen unless they are asked for. */
    public static final Selection ALL = new Selection(Set.of(), Set.of(), Optional.empty());

    public static final String ALWAYS = "always";
    private static final String NEVER = "never";
    private static final String EVERY = "all";
    private static final String TAGGED = "tagged";
    private static final String UNTAGGED = "untagged";

    /** Tags with a meaning of their own, which no task needs to have. */
    private static final Set<String> WITH_A_MEANING = Set.of(ALWAYS, NEVER, EVERY, TAGGED, UNTAGGED);

    public Selection {
        tags = Set.copyOf(tags);
        skipped = Set.copyOf(skipped);
    }

    /** The chosen tasks. */
    public List<Task> of(List<Task> tasks) {
        // Where it stands is where to begin, whether or not its own tags choose it.
        int first = startAt.map(name -> first(tasks, name)).orElse(0);
        return tasks.subList(first < 0 ? tasks.size() : first, tasks.size()).stream()
                .filter(this::chooses)
                .toList();
    }

    /** The chosen ones of the tasks that a chosen task includes. */
    public List<Task> ofIncluded(List<Task> tasks) {
        return tasks.stream().filter(this::chooses).toList();
    }

    /** The index of the first task of this name; -1 where there is none. */
    public static int first(List<Task> tasks, String name) {
        Pattern pattern = Pattern.compile(("\\Q" + name + "\\E").replace("*", "\\E.*\\Q"));
        for (int i = 0; i < tasks.size(); i++) {
            if (pattern.matcher(tasks.get(i).name()).matches()) {
                return i;
            }
        }
        return -1;
    }

    /**
     * What is asked for and can choose nothing: tags that none of all the tasks has.
     *
     * <p>A chosen task that includes others may bring tasks of any tag; nobody knows them before they come.
     */
    List<Problem> unknown(List<Task> tasks) {
        if (tasks.stream().anyMatch(task -> task.action().includesTasks() && chooses(task))) {
            return List.of();
        }
        Set<String> known = tasks.stream().flatMap(task -> task.tags().stream()).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        Map.of("--tags", tags, "--skip-tags", skipped)
                .forEach((option, asked) -> asked.stream()
                        .filter(tag -> !known.contains(tag) && !WITH_A_MEANING.contains(tag))
                        .sorted()
                        .forEach(tag -> problems.add(Problem.of(
                                Message.of("%s: no task has the tag \"%s\"", option, tag),
                                Message.of("--list-tags names them all.").and(DidYouMean.hint(tag, known))))));
        return problems;
    }

    /** As Ansible chooses: {@code always} unless it is skipped by name, {@code never} only if another of its tags is asked for. */
    private boolean chooses(Task task) {
        Set<String> own = task.tags();
        boolean asked = tags.stream()
                .anyMatch(tag -> own.contains(tag)
                        || (tag.equals(TAGGED) && !own.isEmpty() && !own.contains(NEVER))
                        || (tag.equals(UNTAGGED) && own.isEmpty()));
        boolean all = tags.isEmpty() || tags.contains(EVERY);
        boolean wanted = asked || own.contains(ALWAYS) || (all && !own.contains(NEVER));
        if (own.contains(NEVER) && !asked) {
            wanted = false;
        }
        boolean unwanted = skipped.stream()
                .anyMatch(tag -> own.contains(tag)
                        || (tag.equals(EVERY) && !own.contains(ALWAYS))
                        || (tag.equals(TAGGED) && !own.isEmpty())
                        || (tag.equals(UNTAGGED) && own.isEmpty()));
        return wanted && !unwanted;
    }
}
