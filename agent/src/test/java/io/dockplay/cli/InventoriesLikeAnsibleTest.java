package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code inventories/} is read as Ansible reads it; what Ansible made of it is kept there, and bench/inventories/compare.py
 * made that and tells what the other files are.
 */
class InventoriesLikeAnsibleTest {

    private static final Path CASES = Path.of("src/test/resources/inventories");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    static Stream<Path> casesWithPatterns() throws IOException {
        return cases().filter(folder -> Files.exists(folder.resolve("patterns")));
    }

    private static String run(List<String> arguments) {
        Dockplay run = Dockplay.run(arguments.toArray());
        return run.exit() == 0 ? run.out() : run.err();
    }

    /** The options that name a case's inventories. */
    private static List<String> inventories(Path folder, boolean forHosts) throws IOException {
        List<String> options = new ArrayList<>();
        List<String> lines = Files.exists(folder.resolve("sources"))
                ? Files.readAllLines(folder.resolve("sources"))
                : List.of(Files.exists(folder.resolve("hosts.yml")) ? "hosts.yml" : "hosts");
        for (String line : lines) {
            if (line.startsWith("--")) {
                if (!forHosts) {
                    options.add(line.substring(0, line.indexOf(' ')));
                    options.add(folder.resolve(line.substring(line.indexOf(' ') + 1))
                            .toString());
                }
            } else {
                options.add("-i");
                options.add(Stream.of(line.split(",", -1))
                        .map(part -> (!part.isBlank() && Files.exists(folder.resolve(part))) || !line.contains(",")
                                ? folder.resolve(part).toString()
                                : part)
                        .collect(java.util.stream.Collectors.joining(",")));
            }
        }
        return options;
    }

    private static String inventory(Path folder, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("inventory"));
        arguments.addAll(inventories(folder, false));
        arguments.addAll(List.of(options));
        return run(arguments);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void an_inventory_is_what_ansible_makes_of_it(Path folder) throws IOException {
        Map<String, String> printed = Map.of(
                "json", inventory(folder, "--list"),
                "graph", inventory(folder, "--graph", "--vars"));
        for (Map.Entry<String, String> each : printed.entrySet()) {
            String ansible = Files.readString(folder.resolve("expected." + each.getKey()));
            Path own = folder.resolve("dockplay." + each.getKey());
            Path error = folder.resolve("dockplay.error");
            if (Files.exists(error)) {
                assertThat(each.getValue())
                        .startsWith("error")
                        .contains(Files.readString(error).strip());
            } else if (Files.exists(own)) {
                assertThat(each.getValue()).isEqualTo(Files.readString(own)).isNotEqualTo(ansible);
            } else {
                assertThat(each.getValue()).isEqualTo(ansible);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("casesWithPatterns")
    void a_pattern_selects_what_ansible_selects_in_its_order(Path folder) throws IOException {
        Map<String, String> own = new HashMap<>();
        if (Files.exists(folder.resolve("dockplay-patterns"))) {
            for (String line : Files.readAllLines(folder.resolve("dockplay-patterns"))) {
                String[] parts = line.split(" \\| ", -1);
                own.put(parts[0], parts[1]);
            }
        }
        JsonNode expected = new ObjectMapper().readTree(Files.readString(folder.resolve("expected-patterns.json")));
        assertThat(expected.properties()).hasSize((int) Files.readAllLines(folder.resolve("patterns")).stream()
                .distinct()
                .count());
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : expected.properties()) {
            List<String> arguments = new ArrayList<>(List.of("hosts"));
            arguments.addAll(inventories(folder, true));
            String[] parts = each.getKey().split(" --limit ", -1);
            if (parts.length > 1) {
                arguments.add("--limit");
                arguments.add(parts[1].replace("@", "@" + folder + "/"));
            }
            arguments.addAll(List.of("--", parts[0]));
            String text = run(arguments);
            if (!isSame(text, each.getValue(), own.get(each.getKey()))) {
                different.add(each.getKey() + "\n  Ansible  " + each.getValue() + "\n  dockplay " + text);
            }
        }
        assertThat(different).isEmpty();
    }

    private static boolean isSame(String text, JsonNode ansible, @org.jspecify.annotations.Nullable String own) {
        List<String> hosts = text.lines().toList();
        if (own != null) {
            return own.startsWith("error")
                    ? text.contains(own.substring("error: ".length()))
                    : String.join(" ", hosts).equals(own);
        }
        if (ansible.path(0).asText().startsWith("error")) {
            return text.startsWith("error");
        }
        List<String> expected = new ArrayList<>();
        (ansible.isArray() ? ansible : ansible.path("anyOrder")).forEach(host -> expected.add(host.asText()));
        return (ansible.isArray() ? hosts : hosts.stream().sorted().toList()).equals(expected);
    }
}
