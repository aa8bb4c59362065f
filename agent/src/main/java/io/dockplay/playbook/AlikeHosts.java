package io.dockplay.playbook;

import io.dockplay.playbook.eval.Variables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Hosts to which the tasks so far have left the same, so that many of them are asked as one.
 *
 * <p>What an evaluation gives depends only on the variables that it asks for. So the answer of one host holds for all hosts
 * of which these variables are the same, whatever else differs. It is noted which names are the same on all, so that a
 * name is compared once, and not again for each task.
 */
final class AlikeHosts {

    /** The hosts' variables before the first task. */
    private final List<Variables> hosts;

    /** The first host's variables now. */
    private final Variables first;

    /** All names but these mean the same on all these hosts. */
    private final Set<String> mayDiffer;

    /** Names that mean the same on all these hosts, and names that do not. */
    private final Map<String, Boolean> same;

    private AlikeHosts(List<Variables> hosts, Variables first, Set<String> mayDiffer, Map<String, Boolean> same) {
        this.hosts = hosts;
        this.first = first;
        this.mayDiffer = mayDiffer;
        this.same = same;
    }

    /** Hosts before the first task; there is at least one. */
    static AlikeHosts of(Collection<Variables> hosts) {
        List<Variables> all = List.copyOf(hosts);
        Set<String> mayDiffer = new HashSet<>(Set.of(Variables.ALL_NAMES));
        all.forEach(host -> all.get(0).mayDiffer(host, mayDiffer));
        return new AlikeHosts(all, all.get(0), mayDiffer, new HashMap<>());
    }

    /**
     * What a task leaves to those after it.
     *
     * @param sets the variables that it gives a value
     * @param notYet the variables that have no value yet
     */
    record Left(Map<String, Object> sets, Set<String> notYet) {}

    /** An answer, and the hosts that give it. */
    record Answer<T>(T answer, List<Variables> hosts) {}

    /** Asks as few hosts as are needed to know the answer of each; the question depends on nothing but the variables. */
    <T> List<Answer<T>> ask(Function<Variables, T> question) {
        List<Answer<T>> answers = new ArrayList<>();
        // Hosts that are left are not like those that were asked; which ones are like each other is still to be found.
        Map<List<Variables.Given>, List<Variables>> left = new LinkedHashMap<>();
        Set<String> differing = new LinkedHashSet<>();
        left.put(List.of(), hosts);
        while (!left.isEmpty()) {
            List<Variables> group = left.remove(left.keySet().iterator().next());
            Set<String> asked = new LinkedHashSet<>();
            T answer = question.apply(first.goneOnWith(group.get(0)).askedBy(asked::add));
            asked.removeIf(this::isSame);
            if (differing.addAll(asked)) {
                List<Variables> all = new ArrayList<>(group);
                left.values().forEach(all::addAll);
                left = parted(all, differing);
                group = left.remove(left.keySet().iterator().next());
            }
            answers.add(new Answer<>(answer, group));
        }
        return answers;
    }

    private static Map<List<Variables.Given>, List<Variables>> parted(List<Variables> hosts, Set<String> names) {
        Map<List<Variables.Given>, List<Variables>> parts = new LinkedHashMap<>();
        for (Variables host : hosts) {
            List<Variables.Given> given = names.stream().map(host::given).toList();
            parts.computeIfAbsent(given, any -> new ArrayList<>()).add(host);
        }
        return parts;
    }

    private boolean isSame(String name) {
        return same.computeIfAbsent(name, any -> !mayDiffer.contains(name) || isSameOnAll(name));
    }

    private boolean isSameOnAll(String name) {
        Variables.Given given = hosts.get(0).given(name);
        return hosts.stream().allMatch(host -> host.given(name).equals(given));
    }

    /** Only some of these hosts. */
    AlikeHosts only(List<Variables> some) {
        if (some.size() == hosts.size()) {
            return this;
        }
        Map<String, Boolean> known = new HashMap<>(same);
        known.values().removeIf(isSame -> !isSame);
        return new AlikeHosts(some, first.goneOnWith(some.get(0)), mayDiffer, known);
    }

    /** These hosts after a task. */
    AlikeHosts after(Left left) {
        if (left.sets().isEmpty() && left.notYet().isEmpty()) {
            return this;
        }
        Variables now = first;
        for (Map.Entry<String, Object> each : left.sets().entrySet()) {
            now = now.remembering(each.getKey(), each.getValue());
        }
        for (String name : left.notYet()) {
            now = now.withNotYet(name);
        }
        return new AlikeHosts(hosts, now, mayDiffer, same);
    }
}
