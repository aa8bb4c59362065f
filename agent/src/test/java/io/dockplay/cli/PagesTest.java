package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.Page;
import io.dockplay.Page.Block;
import io.dockplay.cli.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/**
 * Every block of every page is of a kind that a test reads. DocsTest reads the playbooks and the inventories; TutorialIT runs the
 * tutorial and the recipes.
 */
class PagesTest {

    /** What a reader's machine has beside dockplay and the scripts of this repository. */
    private static final Set<String> PROGRAMS = Set.of(
            "mvn",
            "cp",
            "mkdir",
            "dpkg",
            "dnf",
            "tar",
            "docker",
            "python3",
            "npm",
            "npx",
            "source",
            "apt-get",
            "grep",
            "unzip",
            "sha256sum",
            "cd");

    /** Languages of others, which are shown beside ours. */
    private static final Set<String> FOREIGN = Set.of("jinja", "ftl", "java");

    /** Chinese pages that are shorter than the English ones, and say so. */
    private static final Set<String> OVERVIEWS =
            Set.of("docs/zh/commands.md", "docs/zh/errors.md", "docs/zh/uninstall.md");

    private static final Pattern OWN = Pattern.compile("(?:^|&& |\\$\\()(?:\\./|\\S*/bin/)?dockplay (.*)");

    static Stream<Page> pages() throws IOException {
        return Page.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_block_is_of_a_kind_that_is_read(Page page) {
        for (Block block : page.blocks()) {
            switch (block.language()) {
                case "yaml" ->
                    assertThatCode(() -> new Yaml().load(block.text()))
                            .as(block.text())
                            .doesNotThrowAnyException();
                case "json" ->
                    assertThatCode(() -> new ObjectMapper().readTree(block.text()))
                            .as(block.text())
                            .doesNotThrowAnyException();
                case "sh" -> block.commands().forEach(PagesTest::isACommand);
                case "crontab" -> block.commands().forEach(line -> understood(line.replaceFirst("^.*? && ", "")));
                case "ini", "text", "" -> {}
                default -> assertThat(FOREIGN).as(block.text()).contains(block.language());
            }
        }
    }

    /** A block that is only indented has no kind. */
    @ParameterizedTest
    @MethodSource("pages")
    void no_block_is_without_its_fence(Page page) {
        assertThat(page.prose()).doesNotContainPattern("\\n\\n {4,}\\S");
    }

    private static void isACommand(String line) {
        String program = line.split(" ", 2)[0];
        if (!PROGRAMS.contains(program)) {
            assertThat(program.equals("dockplay") || Files.isExecutable(Page.ROOT.resolve(program)))
                    .as(line)
                    .isTrue();
        }
        understood(line);
    }

    /** A line of dockplay has a command, options and files that there are. */
    private static void understood(String line) {
        Matcher own = OWN.matcher(line);
        if (own.find()) {
            List<String> words = words(own.group(1));
            CommandLine parser = Main.commandLine(new RunContext(), Commands.neededFor(words.toArray(String[]::new)));
            parser.setCaseInsensitiveEnumValuesAllowed(true);
            assertThatCode(() -> parser.parseArgs(words.toArray(String[]::new)))
                    .as(line)
                    .doesNotThrowAnyException();
            words.stream()
                    .filter(word -> word.startsWith("playbooks/") && !word.contains("*"))
                    .forEach(
                            word -> assertThat(Page.ROOT.resolve(word)).as(line).exists());
        }
    }

    /** A line's words as a shell gives them, up to where its output goes. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|\"([^\"]*)\"|\\S+").matcher(line);
        while (word.find() && !word.group().matches("[|&>2].*[|&>].*|[|>&;]+|>.*")) {
            String quoted = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(quoted == null ? word.group() : quoted);
        }
        return words;
    }

    static Stream<String> translated() throws IOException {
        return Page.in("docs/zh").stream();
    }

    @ParameterizedTest
    @MethodSource("translated")
    void a_chinese_page_shows_what_its_english_one_shows(String chinese) throws IOException {
        List<String> shown = shown(Page.of(chinese));
        List<String> english = shown(Page.of(chinese.replace("docs/zh/", "docs/")));

        if (OVERVIEWS.contains(chinese)) {
            assertThat(english).containsSubsequence(shown);
        } else {
            assertThat(shown).isEqualTo(english);
        }
    }

    private static List<String> shown(Page page) {
        return page.blocks().stream()
                .map(block -> block.language() + "\n" + block.withoutComments())
                .toList();
    }

    @Test
    void a_newcomer_finds_the_way_in_chinese_too() {
        assertThat(List.of("install", "tutorial", "faq", "errors", "uninstall", "commands", "recipes/README"))
                .allSatisfy(name ->
                        assertThat(Page.ROOT.resolve("docs/zh/" + name + ".md")).exists());
    }
}
