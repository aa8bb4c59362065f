package io.dockplay.report.log;

import java.util.List;

/**
 * What a run was made of. Of variables it has the names only.
 *
 * @param dockplay the version, such as {@code 0.1.0}
 * @param java the version of Java
 * @param system the control side's system, such as {@code Linux 6.1.0, amd64}
 * @param digest the SHA-256 of the playbook; empty where there is none
 * @param inventory what {@code -i} named
 * @param limit the pattern of {@code --limit}; empty without one
 * @param tags those of {@code --tags}
 * @param skipTags those of {@code --skip-tags}
 * @param startAt the task of {@code --start-at-task}; empty without one
 * @param forks at how many hosts at a time
 * @param variables the names of those that {@code -e} set
 */
public record RunInputs(
        String dockplay,
        String java,
        String system,
        String digest,
        List<String> inventory,
        String limit,
        List<String> tags,
        List<String> skipTags,
        String startAt,
        int forks,
        List<String> variables) {

    /** Nothing is known, as of a run of an older dockplay. */
    public static final RunInputs UNKNOWN =
            new RunInputs("", "", "", "", List.of(), "", List.of(), List.of(), "", 0, List.of());

    public RunInputs {
        inventory = List.copyOf(inventory);
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
        variables = List.copyOf(variables);
    }
}
