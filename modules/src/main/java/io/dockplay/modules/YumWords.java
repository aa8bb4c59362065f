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
            "(?i)^(error|no package|no match|unable to|cannot|could not|package .* is not signed|public key"
                    + "|nothing to do|no such command|transaction check error|\\s+requires:|disk requirements"
                    + "|.*(conflicts with|does not update|errno|timed out|needs? .*space)).*");

    /** What yum says on a release whose mirrors are gone. */
    private static final Pattern MOVED = Pattern.compile(
            "Cannot find a valid baseurl|mirrorlist\\.centos\\.org|Cannot retrieve metalink|Cannot retrieve repository metadata");

    private static final String ARCHIVES =
            ". CentOS 6 and 7 are only in the archives now; playbooks/archives.yml points a host there";

    private YumWords() {}

    /** The reason in yum's words, such as {@code yum said: No package docker-foo available.}; empty when it gave none. */
    static String reason(Outcome outcome) {
        List<String> lines = Stream.of(outcome.stderr(), outcome.stdout())
                .flatMap(String::lines)
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .toList();
        List<String> reasons = lines.stream()
                .filter(line -> REASON.matcher(line).matches())
                .map(String::strip)
                .distinct()
                .limit(MOST)
                .toList();
        if (reasons.isEmpty() && outcome.exitCode() != 0 && !lines.isEmpty()) {
            reasons = List.of(lines.get(lines.size() - 1).strip());
        }
        boolean moved = lines.stream().anyMatch(line -> MOVED.matcher(line).find());
        return reasons.isEmpty()
                ? ""
                : reasons.stream().collect(Collectors.joining("; ", "yum said: ", moved ? ARCHIVES : ""));
    }
}
