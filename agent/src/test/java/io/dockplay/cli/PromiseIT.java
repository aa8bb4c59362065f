package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever state a host begins in, the dry run names what apply then changes, no more and no less, and a second apply changes
 * nothing.
 *
 * <p>The states are made of the functions in promise/states.sh, one of each dimension, by a generator that always gives the
 * same ones. A third of them is run, all of them with {@code -Pall-states}, one alone with {@code -Dpromise.state=17}.
 */
@FreshHosts(ofEach = PromiseIT.HOSTS_OF_EACH)
class PromiseIT {

    private static final Path FOLDER = Path.of("src", "test", "resources", "promise");
    private static final Path PLAYBOOK = FOLDER.resolve("promise.yml");
    private static final int STATES = 60;
    private static final int CHOSEN = 21;
    static final int HOSTS_OF_EACH = 3;

    private static Lab lab;
    private static String program;
    private static int begun;
    private static int certain;
    private static int after;

    @BeforeAll
    static void up(Lab fresh) throws IOException {
        program = Files.readString(FOLDER.resolve("states.sh"));
        lab = fresh;
        Dockplay docker = Dockplay.run(
                "apply", Path.of("..", "playbooks", "site.yml"), "-i", lab.inventoryFile(), "--format", "json");
        assertThat(docker.exit()).as("%s", docker).isZero();
    }

    @AfterAll
    static void tells_how_much_it_has_seen() {
        System.out.printf(
                "PromiseIT: %d states on each release; %d planned changes were certain, %d were marked after …%n",
                begun, certain, after);
    }

    /** Dimension → the functions that make its values. */
    private static Map<String, List<String>> dimensions() {
        Map<String, List<String>> dimensions = new LinkedHashMap<>();
        Matcher function = Pattern.compile("(?m)^(([a-z]+)__[a-z_]+)\\(\\)").matcher(program);
        while (function.find()) {
            dimensions
                    .computeIfAbsent(function.group(2), any -> new ArrayList<>())
                    .add(function.group(1));
        }
        return dimensions;
    }

    /** Each value comes as often as any other of its dimension, in an order of its own. */
    private static List<List<String>> states() {
        Random random = new Random(20_261_123);
        List<List<String>> states = new ArrayList<>();
        IntStream.range(0, STATES).forEach(any -> states.add(new ArrayList<>()));
        dimensions().values().forEach(values -> {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, STATES).boxed().toList());
            Collections.shuffle(order, random);
            for (int i = 0; i < STATES; i++) {
                states.get(order.get(i)).add(values.get(i % values.size()));
            }
        });
        return states;
    }

    /** The values of a state, alone and two by two. */
    private static Set<Set<String>> pairs(List<String> state) {
        return state.stream()
                .flatMap(one -> state.stream()
                        .map(other -> Set.copyOf(
                                List.of(one, other).stream().distinct().toList())))
                .collect(Collectors.toSet());
    }

    /** A third of the states: each next one is that which brings most values, and then most pairs, that no other had. */
    private static List<Integer> third(List<List<String>> states) {
        Set<Set<String>> held = new LinkedHashSet<>();
        SortedSet<Integer> chosen = new TreeSet<>();
        while (chosen.size() < CHOSEN) {
            int next = IntStream.range(0, states.size())
                    .boxed()
                    .filter(number -> !chosen.contains(number))
                    .max(Comparator.comparing(number -> gain(held, pairs(states.get(number)))))
                    .orElseThrow();
            chosen.add(next);
            held.addAll(pairs(states.get(next)));
        }
        return List.copyOf(chosen);
    }

    private static int gain(Set<Set<String>> held, Set<Set<String>> pairs) {
        return pairs.stream()
                .filter(pair -> !held.contains(pair))
                .mapToInt(pair -> pair.size() == 1 ? 1_000 : 1)
                .sum();
    }

    @Test
    void the_third_that_every_build_runs_holds_every_value_and_many_pairs_of_them() {
        List<List<String>> states = states();
        Set<Set<String>> held = third(states).stream()
                .flatMap(number -> pairs(states.get(number)).stream())
                .collect(Collectors.toSet());
        Set<Set<String>> all =
                states.stream().flatMap(state -> pairs(state).stream()).collect(Collectors.toSet());
        assertThat(held)
                .containsAll(all.stream().filter(pair -> pair.size() == 1).toList());
        assertThat(held.size() * 100 / all.size())
                .as("%d of %d pairs", held.size(), all.size())
                .isGreaterThan(50);
    }

    @Test
    void the_matrix_holds_every_value_and_most_pairs_of_them() {
        Set<Set<String>> pairs =
                states().stream().flatMap(state -> pairs(state).stream()).collect(Collectors.toSet());
        List<List<String>> values = List.copyOf(dimensions().values());
        int all = 0;
        for (int i = 0; i < values.size(); i++) {
            for (int j = i + 1; j < values.size(); j++) {
                all += values.get(i).size() * values.get(j).size();
            }
        }
        long held = pairs.stream().filter(pair -> pair.size() == 2).count();
        assertThat(states()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(states().stream().flatMap(List::stream).distinct())
                .containsAll(values.stream().flatMap(List::stream).toList());
        assertThat(held * 100 / all).as("%d of %d pairs", held, all).isGreaterThan(60);
    }

    @TestFactory
    List<DynamicTest> the_dry_run_names_what_apply_changes() {
        List<List<String>> states = states();
        List<Integer> chosen = chosen(states);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i += HOSTS_OF_EACH) {
            List<Integer> numbers = chosen.subList(i, i + HOSTS_OF_EACH);
            tests.add(DynamicTest.dynamicTest("states " + numbers, () -> check(states, numbers)));
        }
        return tests;
    }

    /** The numbers of the states to run; as many as fill all hosts. */
    private static List<Integer> chosen(List<List<String>> states) {
        Integer only = Integer.getInteger("promise.state");
        if (only != null) {
            return Collections.nCopies(HOSTS_OF_EACH, only);
        }
        return Boolean.getBoolean("promise.all")
                ? IntStream.range(0, STATES).boxed().toList()
                : third(states);
    }

    private static void check(List<List<String>> all, List<Integer> numbers) {
        List<List<String>> states = numbers.stream().map(all::get).toList();
        Map<String, Integer> seen = new LinkedHashMap<>();
        lab.hosts().parallelStream().forEach(host -> {
            int number = seen(seen, host);
            begin(host, states.get(number));
        });
        String what = "states %s: %s".formatted(numbers, states);

        Dockplay dryRun = run("--dry-run");
        Dockplay apply = run("--yes");
        Dockplay again = run("--yes");

        Map<String, JsonNode> planned = changes(dryRun, "planned");
        Map<String, JsonNode> made = changes(apply, "change");
        String told = "%s%n--- dry run%n%s%n--- apply%n%s%n--- again%n%s".formatted(what, dryRun, apply, again);
        Set<String> sure = planned.entrySet().stream()
                .filter(each -> isCertain(each.getValue()))
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> done = made.entrySet().stream()
                .filter(each -> planned.containsKey(each.getKey()) && isCertain(planned.get(each.getKey())))
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(done).as("all that was certain, and exactly so; %s", told).containsExactlyInAnyOrderElementsOf(sure);
        assertThat(planned.keySet())
                .as("nothing that was not named; %s", told)
                .containsAll(named(made.keySet(), planned));
        Set<String> failed = failures(apply);
        failed.removeIf(failure -> planned.entrySet().stream()
                .anyMatch(each -> !isCertain(each.getValue()) && failure.startsWith(each.getKey() + ":")));
        assertThat(failed)
                .as("what fails, fails in the dry run; %s", told)
                .containsExactlyInAnyOrderElementsOf(failures(dryRun));
        assertThat(changes(again, "change"))
                .as("nothing is left to do; %s", told)
                .isEmpty();
        begun += numbers.size();
        certain += sure.size();
        after += planned.size() - sure.size();
    }

    private static synchronized int seen(Map<String, Integer> seen, LabHost host) {
        return seen.merge(host.release().toString(), 1, Integer::sum) - 1;
    }

    private static void begin(LabHost host, List<String> functions) {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", program, "states.sh", host.name().startsWith("c7") ? "7" : "6"));
        command.addAll(functions);
        host.exec(command.toArray(String[]::new)).orThrow();
    }

    private static Dockplay run(String option) {
        return Dockplay.run("apply", PLAYBOOK, "-i", lab.inventoryFile(), option, "--format", "json");
    }

    private static boolean isCertain(JsonNode changes) {
        for (JsonNode change : changes) {
            if (change.has("after")) {
                return false;
            }
        }
        return true;
    }

    /** {@code c7-1 | A file | file /etc/promise/app.conf} → its changes. */
    private static Map<String, JsonNode> changes(Dockplay run, String kind) {
        Map<String, JsonNode> changes = new TreeMap<>();
        run.events(kind).forEach(event -> changes.put(step(event), event.path("changes")));
        return changes;
    }

    private static String step(JsonNode event) {
        return event.path("host").asText() + " | " + event.path("task").asText() + " | "
                + event.path("module").asText() + " " + event.path("label").asText();
    }

    /** A task that waits for a registered result is planned as a whole, without a resource. */
    private static List<String> named(Set<String> made, Map<String, JsonNode> planned) {
        return made.stream()
                .map(step -> {
                    String task = step.substring(0, step.lastIndexOf("| ") + 2)
                            + step.substring(step.lastIndexOf("| ") + 2).replaceFirst(" .*", " ");
                    return planned.containsKey(task) ? task : step;
                })
                .toList();
    }

    private static Set<String> failures(Dockplay run) {
        return run.events("failed").stream()
                .map(event -> step(event) + ": " + event.path("error").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
