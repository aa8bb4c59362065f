package io.dockplay.modules;

import io.dockplay.resource.Outcome;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds in what yum printed the few lines that say why it did not do what it was asked for. */
final class YumWords {

    private static final int MOST = 3;
    private static final Pattern REASON = Pattern.compile(
            "(?i)^(error\\b|package .* obsoleted by|all matches were filtered|no package|no match|unable to|cannot|could not|package .* is not signed|public key"
                    + "|nothing to do|no such command|transaction check error|\\s+requires:|disk requirements"
                    + "|.*(conflicts with|does not update|errno|timed out|needs? .*space)).*");

    /** What says nothing where something else says more. */
    private static final Pattern WEAK =
            Pattern.compile("(?i)(error: )?(nothing to do|unable to find a match.*|.*trying other mirror\\.?)");

    private static final Pattern UNKNOWN =
            Pattern.compile("(?i)^(no package .* available|no match for argument|all matches were filtered).*");

    /** What yum says on a release whose mirrors are gone; other repositories than its own are somebody's own. */
    private static final Pattern MOVED = Pattern.compile("mirrorlist\\.centos\\.org"
            + "|(Cannot find a valid baseurl for repo|Cannot retrieve metalink for repository"
            + "|Cannot retrieve repository metadata \\(repomd.xml\\) for repository)"
            + ": (base|updates|extras|centosplus|epel)\\b");

    private static final String ARCHIVES =
            ". CentOS 6 and 7 are only in the archives now; playbooks/archives.yml points a host there";

    private static final String NOT_THERE =
            " (no repository that is enabled on the host has it, or an exclude= there hides it)";

    private YumWords() {}

    /** The reason in yum's words, such as {@code yum said: No package docker-foo available.}; empty when it gave none. */
    static String reason(Outcome outcome) {
        List<String> lines = Stream.of(outcome.stderr(), outcome.stdout())
                .flatMap(String::lines)
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .toList();
        List<String> found = lines.stream()
                .filter(line -> REASON.matcher(line).matches())
                .map(String::strip)
                .distinct()
                .toList();
        List<String> strong =
                found.stream().filter(line -> !WEAK.matcher(line).matches()).toList();
        List<String> reasons = strong.isEmpty() ? found : strong;
        if (reasons.isEmpty() && outcome.exitCode() != 0 && !lines.isEmpty()) {
            reasons = List.of(lines.get(lines.size() - 1).strip());
        }
        if (reasons.isEmpty()) {
            return "";
        }
        boolean moved = lines.stream().anyMatch(line -> MOVED.matcher(line).find());
        boolean unknown =
                reasons.stream().anyMatch(line -> UNKNOWN.matcher(line).matches());
        return reasons.stream()
                .limit(MOST)
                .collect(Collectors.joining("; ", "yum said: ", unknown ? NOT_THERE : moved ? ARCHIVES : ""));
    }
}
