package io.dockplay.playbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.inventory.InventoryReader;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every playbook and the example inventory, spoilt in hundreds of ways: nothing but {@link InvalidInput} may come of it. */
class BrokenInputTest {

    private static final Path PLAYBOOKS = Path.of("..", "playbooks");
    private static final int WAYS = 80;

    /** What takes a value's place. */
    private static final List<String> VALUES = List.of(
            "",
            "~",
            "true",
            "no",
            "7",
            "-0.5",
            "99999999999999999999",
            "\"\"",
            "'x'",
            "[]",
            "{}",
            "[1, [2]]",
            "{a: {b: c}}",
            "${nowhere}",
            "\"${facts}\"",
            "\"${docker_mirrors}\"",
            "\"${\"",
            "\"${1/0}\"",
            "\"<#if x>\"",
            "*alias",
            "&a [*a]",
            "!!java.net.URL [x]",
            "|",
            ">",
            "\"\\0\"",
            "{{ item }}",
            "%",
            "@x",
            "\t",
            "安装",
            "\u0007",
            "[web[9:1]]",
            "\"a\nb\"",
            "'${[1..]}'",
            "${.now}");

    @TempDir
    Path folder;

    static Stream<Path> playbooks() throws IOException {
        try (Stream<Path> files = Files.list(PLAYBOOKS)) {
            return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void a_spoilt_playbook_is_invalid_input_and_never_a_bug(Path playbook) throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        try (Stream<Path> templates = Files.list(PLAYBOOKS.resolve("templates"))) {
            for (Path template : templates.toList()) {
                Files.copy(template, folder.resolve("templates").resolve(template.getFileName()));
            }
        }
        assertThat(PlaybookReaderTest.problems(playbook)).isEmpty();
        spoil(playbook, "site.yml", PlaybookReaderTest::problems);
    }

    @Test
    void a_spoilt_inventory_is_invalid_input_and_never_a_bug() throws IOException {
        spoil(Path.of("..", "inventory.example.yml"), "hosts.yml", BrokenInputTest::inventory);
    }

    @Test
    void an_inventory_that_is_read_in_the_other_form_is_invalid_input_and_never_a_bug() throws IOException {
        spoil(Path.of("..", "inventory.example.yml"), "hosts", file -> {
            Files.writeString(file, "[web]\nweb[01:20] a=b\n" + Files.readString(file));
            return inventory(file);
        });
    }

    private interface Reading {

        List<Problem> problems(Path file) throws IOException;
    }

    private static List<Problem> inventory(Path file) {
        InventoryReader.read(file, new InputFiles());
        return List.of();
    }

    private void spoil(Path good, String name, Reading reading) throws IOException {
        String text = Files.readString(good);
        int refused = 0;
        for (int seed = 0; seed < WAYS; seed++) {
            String spoilt = spoilt(text, new Random(seed));
            Path file = Files.writeString(folder.resolve(name), spoilt);
            List<Problem> problems = problems(reading, file, "seed " + seed + ":\n" + spoilt);
            assertThat(problems)
                    .allSatisfy(problem -> assertThat(problem.toString())
                            .startsWith("error")
                            .doesNotContain("Exception", "io.dockplay", "null"));
            refused += problems.isEmpty() ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(WAYS / 4);
    }

    private static List<Problem> problems(Reading reading, Path file, String spoilt) throws IOException {
        try {
            return reading.problems(file);
        } catch (InvalidInput wrong) {
            assertThat(wrong.problems()).isNotEmpty();
            return wrong.problems();
        } catch (RuntimeException | StackOverflowError bug) {
            throw new AssertionError(spoilt, bug);
        }
    }

    private static String spoilt(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        lines.removeIf(line -> line.strip().startsWith("#"));
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && !lines.isEmpty(); i++) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(9)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> lines.set(at, line.isEmpty() ? "x" : garbled(line, random));
                case 3 -> lines.set(at, line.replaceFirst(":.*", ": " + Matcher.quoteReplacement(any(random))));
                case 4 -> lines.set(at, line.replaceFirst("^( *)- .*", "$1- " + Matcher.quoteReplacement(any(random))));
                case 5 -> lines.set(at, " " + line);
                case 6 -> lines.set(at, line.replaceFirst("^  ", ""));
                case 7 -> {
                    lines.remove(at);
                    lines.add(random.nextInt(lines.size() + 1), line);
                }
                default -> lines = new ArrayList<>(lines.subList(0, at + 1));
            }
        }
        return String.join("\n", lines);
    }

    private static String any(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static String garbled(String line, Random random) {
        char[] letters = line.toCharArray();
        for (int i = 0; i < 2; i++) {
            letters[random.nextInt(letters.length)] = "{}[]:-'\"#&*!|>%@`,?$<x0\t\\".charAt(random.nextInt(25));
        }
        return new String(letters);
    }
}
