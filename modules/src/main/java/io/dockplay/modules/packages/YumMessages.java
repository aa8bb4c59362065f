package io.dockplay.modules.packages;

import io.dockplay.message.Message;
import io.dockplay.resource.ScriptResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the few lines in yum's output that say why it failed.
 *
 * <p>The folder {@code yum} of the test's resources holds outputs of both releases' yum, and what is reported of each.
 */
final class YumMessages {

    private static final int MOST = 4;

    /** The kinds of lines. */
    private enum Kind {
        DATABASE("error: (rpmdb open failed|cannot open packages (index|database).*)"),
        SETUP(
                "file contains .*|file: file:.*|'.*\\\\n'|\\[line +\\d+]: .*|you need to be root.*|could not set cachedir.*"
                        + "|existing lock .*|another app is currently .*|no module named .*|(options|config) error: .*"
                        + "|a traceback that ends with .*"),
        REPOSITORY(
                "failure: \\S*repodata/\\S+ from .*|(error: )?cannot find a valid baseurl .*"
                        + "|(error: )?cannot retrieve (repository metadata|metalink) .*|could not (retrieve mirrorlist|parse metalink) .*"),
        REASON("error\\b.*|package .* obsoleted by .*|no package .*|unable to .*|cannot .*|could not .*"
                + "|package .* is not signed.*|public key .*|the gpg keys listed .*|gpg key retrieval failed.*|no such command.*"
                + "|(requires|installed|removing|updated by|obsoleted by): \\S.*|disk requirements.*|transaction check error.*"
                + "|protected multilib versions: .*|only upgrade available .*|warning: group.* does not exist.*"
                + "|.*(conflicts (with|between)|does not update|errno|timed out|needs? .*space|needs \\d+\\w?B on).*"),
        /** An unreachable mirror, which is a reason only when no other mirror answered. */
        MIRROR("(https?|ftp|file)://\\S+: .*|\\d+: (curl|pycurl).*"),
        /** A line that is dropped when another line says more. */
        WEAK("(error: )?nothing to do|no match for argument.*");

        private final Pattern pattern;

        Kind(String pattern) {
            this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        }
    }

    private record Found(Kind kind, String line) {}

    /** The order in which kinds are tried; a line has the first one that fits it. */
    private static final List<Kind> MEANT =
            List.of(Kind.WEAK, Kind.MIRROR, Kind.DATABASE, Kind.SETUP, Kind.REPOSITORY, Kind.REASON);

    /** The order in which reasons are reported: a cause before what follows from it. */
    private static final List<Kind> ORDER =
            List.of(Kind.DATABASE, Kind.SETUP, Kind.REPOSITORY, Kind.REASON, Kind.MIRROR, Kind.WEAK);

    /** The order of reasons when a repository is unreachable: then its mirrors are the cause of everything else. */
    private static final List<Kind> ORDER_IF_UNREACHABLE =
            List.of(Kind.DATABASE, Kind.SETUP, Kind.REPOSITORY, Kind.MIRROR, Kind.REASON, Kind.WEAK);

    /** Lines that are never a reason: output of plugins and steps, headings, and advice that does not fit. */
    private static final Pattern NOISE = Pattern.compile(
            "loaded plugins: .*|loading mirror speeds .*|determining fastest mirrors.*"
                    + "|setting up .* process|resolving dependencies|dependencies resolved|-+> .*|you could try .*|complete!|trying other mirror\\.?"
                    + "|examining .*|marking .*|exiting on user command|is this ok .*|your transaction was saved.*|yum load-transaction .*"
                    + "|there is no installed groups file.*|maybe run: .*|there are unfinished transactions .*|the program .* is found in .*"
                    + "|warning: rpmdb altered .*|\\*\\* found .*|.* is a duplicate with .*|running (rpm_check_debug|transaction).*"
                    + "|(error: )?rpmdb: bdb.*|bdb\\d+ .*|critical:.*|error summary|-+|=+|error: +multilib version problems .*",
            Pattern.CASE_INSENSITIVE);

    /** The escape sequences of color=always in yum.conf. */
    private static final Pattern COLOUR = Pattern.compile("\\u001b(\\[[0-9;?]*[A-Za-z]|\\([A-Z0-9])");

    private static final Pattern FAILED = Pattern.compile("Error: (?!Nothing to do).*|failure: .*");

    private static final Pattern UNKNOWN = Pattern.compile("No package .* available\\..*");

    /** The message of yum on a release whose official mirrors are gone. */
    private static final Pattern MOVED = Pattern.compile("mirrorlist\\.centos\\.org"
            + "|(Cannot find a valid baseurl for repo|Cannot retrieve metalink for repository"
            + "|Cannot retrieve repository metadata \\(repomd.xml\\) for repository)"
            + ": (base|updates|extras|centosplus|epel)\\b");

    private static final String TRACEBACK = "Traceback (most recent call last):";

    private YumMessages() {}

    /** Returns the text without colours. */
    static String plain(String text) {
        return COLOUR.matcher(text).replaceAll("").replace("\r", "");
    }

    /**
     * Returns the reason in yum's words, such as {@code yum said: No package docker-foo available.}; empty when it gave
     * none.
     */
    static Message reason(ScriptResult scriptResult) {
        List<String> lines = Stream.of(scriptResult.stderr(), scriptResult.stdout())
                .flatMap(text -> plain(text).lines())
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .toList();
        List<Found> found = found(lines);
        List<String> reasons = found.stream().map(Found::line).distinct().toList();
        if (reasons.isEmpty() && scriptResult.exitCode() != 0) {
            reasons = last(lines);
        }
        if (reasons.isEmpty()) {
            return Message.NONE;
        }
        boolean moved = lines.stream().anyMatch(line -> MOVED.matcher(line).find());
        boolean unknown = found.stream().noneMatch(each -> each.kind() == Kind.REPOSITORY)
                && reasons.stream().anyMatch(line -> UNKNOWN.matcher(line).matches());
        String words = reasons.stream().limit(MOST).collect(Collectors.joining("; "));
        if (unknown) {
            return Message.of(
                    "yum said: %s (no repository that is enabled on the host has it, an exclude= there hides it, or its "
                            + "cache is old: yum clean expire-cache)",
                    words);
        }
        return moved
                ? Message.of(
                        "yum said: %s. CentOS 6 and 7 are only in the archives now; playbooks/archives.yml points a host there",
                        words)
                : Message.of("yum said: %s", words);
    }

    /** Returns why yum would do only a part of what it was asked for; empty when it would do everything. */
    static Message refusal(String text) {
        List<String> refused = plain(text)
                .lines()
                .filter(line ->
                        UNKNOWN.matcher(line).matches() || FAILED.matcher(line).matches())
                .toList();
        return refused.isEmpty() ? Message.NONE : reason(new ScriptResult(1, String.join("\n", refused), ""));
    }

    /** Returns the reasons, causes first; weak lines are dropped beside others. */
    private static List<Found> found(List<String> lines) {
        List<Found> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
            if (line.equals(TRACEBACK)) {
                line = lines.stream()
                        .skip(i + 1L)
                        .filter(each -> !each.startsWith(" "))
                        .findFirst()
                        .map(each -> "a traceback that ends with " + each)
                        .orElse(line);
            }
            Optional<Kind> kind = kind(line);
            if (kind.isPresent() && line.endsWith(":") && next.startsWith(" ")) {
                line += " " + next.strip();
                i++;
            }
            String told = line;
            kind.ifPresent(each -> all.add(new Found(each, told)));
        }
        boolean dead = all.stream().anyMatch(each -> each.kind() == Kind.REPOSITORY);
        boolean strong = all.stream().anyMatch(each -> each.kind() != Kind.WEAK);
        return all.stream()
                .filter(each -> !strong || each.kind() != Kind.WEAK)
                .sorted(Comparator.comparingInt(each -> (dead ? ORDER_IF_UNREACHABLE : ORDER).indexOf(each.kind())))
                .toList();
    }

    private static Optional<Kind> kind(String line) {
        return NOISE.matcher(line).matches()
                ? Optional.empty()
                : MEANT.stream()
                        .filter(kind -> kind.pattern.matcher(line).matches())
                        .findFirst();
    }

    /** Returns yum's last lines, for an output in which no line is known. */
    private static List<String> last(List<String> lines) {
        List<String> said = lines.stream()
                .map(String::strip)
                .filter(line -> !NOISE.matcher(line).matches())
                .toList();
        return said.isEmpty() ? List.of() : List.of(said.get(said.size() - 1));
    }
}
