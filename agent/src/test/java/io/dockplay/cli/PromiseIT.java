package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
 * same ones. One of them is run alone with {@code -Dpromise.state=17}.
 */
class PromiseIT {

    private static final Path FOLDER = Path.of("src", "test", "resources", "promise");
    private static final Path PLAYBOOK = FOLDER.resolve("promise.yml");
    private static final int STATES = 60;
    private static final int HOSTS_OF_EACH = 3;

    private static Lab lab;
    private static String program;
    private static int certain;
    private static int after;

    @BeforeAll
    static void up() throws IOException {
        program = Files.readString(FOLDER.resolve("states.sh"));
        lab = Lab.start(HOSTS_OF_EACH, HOSTS_OF_EACH, line -> {});
        Dockplay docker = Dockplay.run(
                "apply", Path.of("..", "playbooks", "site.yml"), "-i", lab.inventoryFile(), "--format", "json");
        assertThat(docker.exit()).as("%s", docker).isZero();
    }

    @AfterAll
    static void down() {
        lab.close();
        System.out.printf("PromiseIT: %d planned changes were certain, %d were marked after …%n", certain, after);
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
            java.util.Collections.shuffle(order, random);
            for (int i = 0; i < STATES; i++) {
                states.get(order.get(i)).add(values.get(i % values.size()));
            }
        });
        return states;
    }

    @Test
    void the_matrix_holds_every_value_and_most_pairs_of_them() {
        Set<Set<String>> pairs = new LinkedHashSet<>();
        states().forEach(state -> state.forEach(one -> state.forEach(other ->
                pairs.add(Set.copyOf(List.of(one, other).stream().distinct().toList())))));
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
        Integer only = Integer.getInteger("promise.state");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < states.size(); i += HOSTS_OF_EACH) {
            int first = i;
            if (only == null || (only >= first && only < first + HOSTS_OF_EACH)) {
                tests.add(DynamicTest.dynamicTest(
                        "states " + first + " to " + (first + HOSTS_OF_EACH - 1),
                        () -> check(states.subList(first, Math.min(states.size(), first + HOSTS_OF_EACH)), first)));
            }
        }
        return tests;
    }

    private static void check(List<List<String>> states, int first) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        lab.hosts().parallelStream().forEach(host -> {
            int number = seen(seen, host);
            begin(host, states.get(number));
        });
        String what = "states %d…: %s".formatted(first, states);

        Dockplay dryRun = run("--dry-run");
        Dockplay apply = run("--yes");
        Dockplay again = run("--yes");

        Map<String, JsonNode> planned = changes(dryRun, "planned");
        Map<String, JsonNode> made = changes(apply, "change");
        String all = "%s%n--- dry run%n%s%n--- apply%n%s%n--- again%n%s".formatted(what, dryRun, apply, again);
        Set<String> sure = planned.entrySet().stream()
                .filter(each -> isCertain(each.getValue()))
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> done = made.entrySet().stream()
                .filter(each -> planned.containsKey(each.getKey()) && isCertain(planned.get(each.getKey())))
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(done).as("all that was certain, and exactly so; %s", all).containsExactlyInAnyOrderElementsOf(sure);
        assertThat(planned.keySet())
                .as("nothing that was not named; %s", all)
                .containsAll(named(made.keySet(), planned));
        Set<String> failed = failures(apply);
        failed.removeIf(failure -> planned.entrySet().stream()
                .anyMatch(each -> !isCertain(each.getValue()) && failure.startsWith(each.getKey() + ":")));
        assertThat(failed)
                .as("what fails, fails in the dry run; %s", all)
                .containsExactlyInAnyOrderElementsOf(failures(dryRun));
        assertThat(changes(again, "change"))
                .as("nothing is left to do; %s", all)
                .isEmpty();
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
