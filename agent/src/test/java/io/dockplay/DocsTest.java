package io.dockplay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.inventory.Inventory;
import io.dockplay.inventory.InventoryReader;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.ssh.SshTarget;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows is what the program reads, and its links lead somewhere. */
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|ini)\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(#[^)\\s]*)?\\)");

    /** A class, maybe of a package and with a member: {@code `yaml.InputFiles`}, {@code `Resource.verify`}. */
    private static final Pattern CLASS =
            Pattern.compile("`(?:[a-z]+\\.)*([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:\\.\\w+)?(?:\\(\\w*\\))?`");

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @TempDir
    Path folder;

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path start : List.of(ROOT.resolve("docs"), ROOT.resolve("bench"))) {
            try (Stream<Path> files = Files.walk(start)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        for (String name : List.of("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            pages.add(ROOT.resolve(name));
        }
        return pages.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reliability.md", "security.md"})
    void every_test_that_holds_a_promise_is_there(String page) throws IOException {
        Set<String> tests = classes();
        Matcher named = TEST.matcher(Files.readString(ROOT.resolve("docs").resolve(page)));
        assertThat(named.find()).isTrue();
        do {
            assertThat(tests).contains(named.group(1) + ".java");
        } while (named.find());
    }

    @Test
    void every_class_that_the_architecture_names_is_there() throws IOException {
        Set<String> classes = classes();
        assertThat(CLASS.matcher(architecture()).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(classes).contains(name + ".java"));
    }

    @Test
    void a_tasks_journey_leads_through_at_most_25_classes() throws IOException {
        String journey = architecture().split("(?m)^## ", -1)[1];
        String steps = journey.substring(0, journey.indexOf("So a settled host"));
        assertThat(CLASS.matcher(steps).results().map(found -> found.group(1)).distinct())
                .hasSizeBetween(20, 25);
    }

    private static String architecture() throws IOException {
        return Files.readString(ROOT.resolve("docs/architecture.md"));
    }

    private static Set<String> classes() throws IOException {
        Set<String> classes = new HashSet<>();
        for (String module : List.of("modules", "lab", "agent")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(classes::add);
            }
        }
        return classes;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_example_is_read_without_a_problem(Path page) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            String text = Examples.withoutName(block.group(2));
            if (block.group(1).equals("ini") || text.contains("\nall:") || text.startsWith("all:")) {
                Path file = folder.resolve(block.group(1).equals("ini") ? "hosts" : "hosts.yml");
                Inventory inventory = InventoryReader.read(Files.writeString(file, text), new InputFiles());
                assertThat(inventory.hosts()).as(text).isNotEmpty();
            } else if (text.startsWith("- ")) {
                Path file = Files.writeString(folder.resolve("play.yml"), asPlaybook(text));
                assertThat(PlaybookReader.tryRead(file, new InputFiles()).problems())
                        .as(text)
                        .isEmpty();
            }
        }
    }

    /** An example may be a list of tasks. */
    private static String asPlaybook(String text) {
        return text.contains("  hosts: ") ? text : "- hosts: all\n  tasks:\n" + text.indent(4);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_to_a_file_leads_to_one(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            String target = link.group(1);
            if (!target.matches("[a-z]+:.*")) {
                Path file =
                        target.isEmpty() ? page : page.resolveSibling(target).normalize();
                assertThat(file).as("%s in %s", link.group(), page).exists();
                if (link.group(2) != null && file.toString().endsWith(".md")) {
                    assertThat(anchors(file)).as("%s in %s", link.group(), page).contains(link.group(2));
                }
            }
        }
    }

    /** The headings of a page, as a link names them. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#"
                        + line.replaceFirst("^#+ ", "")
                                .toLowerCase(java.util.Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'))
                .toList();
    }

    @Test
    void the_inventory_page_has_every_variable_that_tells_how_to_connect() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/inventory.md"));
        assertThat(SshTarget.VARIABLES).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void yaml_and_ini_of_the_inventory_page_mean_the_same() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("docs/inventory.md")));
        List<List<String>> read = new ArrayList<>();
        while (block.find()) {
            Path file = folder.resolve(block.group(1).equals("ini") ? "hosts" : "hosts.yml");
            Inventory inventory = InventoryReader.read(Files.writeString(file, block.group(2)), new InputFiles());
            read.add(inventory.hosts().stream()
                    .map(host -> host.name() + " " + host.variables().keySet())
                    .sorted()
                    .toList());
        }
        assertThat(read).hasSize(2);
        assertThat(read.get(0)).hasSize(24).isEqualTo(read.get(1));
    }
}
