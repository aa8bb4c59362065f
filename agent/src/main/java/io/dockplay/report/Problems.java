package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The problems of many hosts, each of them once.
 *
 * <p>Two problems are the same when only the host, the time, a process number, the place in the user's files or the order of
 * the lines that the host said differs.
 * All names of hosts are reported, folded. For the rest the text of the first host stands for the others.
 */
final class Problems {

    /**
     * The part of a problem that is the same on all its hosts.
     *
     * @param advice its lines, wherever they stand; none where the problem quotes what the host said, of which a log has another
     *     part on each host
     */
    private record Shape(List<String> what, Set<String> advice, Optional<String> context) {}

    /** The problems of several hosts that are the same. */
    private static final class Group {

        private final Problem first;
        private final Set<String> hosts = new LinkedHashSet<>();
        private final Set<Position> places = new LinkedHashSet<>();
        private final List<Particulars> whats = new ArrayList<>();
        private final List<Particulars> advices = new ArrayList<>();

        Group(Problem first) {
            this.first = first;
        }

        Problem folded() {
            int others = places.size() - 1;
            String elsewhere = others == 1 ? "and 1 other place" : "and " + others + " other places";
            Optional<String> context = others < 1
                    ? first.context()
                    : Optional.of(first.context().map(text -> text + ", ").orElse("") + elsewhere);
            return first.saying(
                    HostSet.fold(hosts) + ": " + Particulars.together(whats),
                    context,
                    Particulars.together(advices.stream()
                            .filter(each -> each.between().equals(advices.get(0).between()))
                            .toList()),
                    others < 1 ? first.origin() : Optional.empty());
        }
    }

    /** A shorter line, such as {@code done}, may stand in a problem by chance. */
    private static final int LEAST_QUOTED = 8;

    private final OwnNames names;
    private final Map<String, List<Problem>> problems = new HashMap<>();

    /**
     * Makes an empty one.
     *
     * @param names what hosts call themselves, which their programs write into their messages
     */
    Problems(OwnNames names) {
        this.names = names;
    }

    /** Makes one that knows of hosts no name but the inventory's. */
    Problems() {
        this(new OwnNames());
    }

    /** Adds the problem that an event tells of, if it does. */
    void follow(Event event) {
        if (event instanceof Event.Failed failed) {
            add(event.host(), failed.problem());
        } else if (event instanceof Event.Unsupported unsupported) {
            add(event.host(), unsupported.problem());
        } else if (event instanceof Event.Unreachable unreachable) {
            add(event.host(), unreachable.problem());
        } else if (event instanceof Event.Stopped stopped) {
            add(event.host(), stopped.problem());
        }
    }

    /** Forgets the problems, and keeps what hosts call themselves. */
    void clear() {
        problems.clear();
    }

    /** Adds a problem; its text may begin with the host's name. */
    void add(String host, Problem problem) {
        problems.computeIfAbsent(host, any -> new ArrayList<>()).add(problem);
    }

    /** Returns all problems, each with the names of its hosts, in the order of the hosts. */
    List<Problem> folded(List<String> hosts) {
        Map<Shape, Group> groups = new LinkedHashMap<>();
        for (String host : hosts) {
            problems.getOrDefault(host, List.of()).forEach(problem -> group(host, problem, groups));
        }
        return groups.values().stream().map(Group::folded).toList();
    }

    private void group(String host, Problem problem, Map<Shape, Group> groups) {
        String prefix = host + ": ";
        String text = problem.what();
        Set<String> own = names.of(host);
        Particulars what = Particulars.of(text.startsWith(prefix) ? text.substring(prefix.length()) : text, own);
        Particulars advice = Particulars.of(problem.advice(), own);
        Set<String> lines = quotes(problem) ? Set.of() : advice.lines();
        Group group =
                groups.computeIfAbsent(new Shape(what.between(), lines, problem.context()), any -> new Group(problem));
        group.hosts.add(host);
        problem.where().ifPresent(group.places::add);
        group.whats.add(what);
        group.advices.add(advice);
    }

    /** Whether a problem has in it one of the lines that the host said, without what stands before a message in a log. */
    private static boolean quotes(Problem problem) {
        return problem.advice()
                .lines()
                .map(line -> line.replaceFirst("^.*?\\]: ", "").strip())
                .anyMatch(
                        said -> said.length() >= LEAST_QUOTED && problem.what().contains(said));
    }
}
