package io.dockplay.playbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.Modules;
import io.dockplay.playbook.Plays;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/coming-from-ansible.md shows on dockplay's side is so: each expression gives what the page says, and the role is read. */
class ComingFromAnsibleTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:yaml|ftl)\n(.*?)^```$");
    private static final Pattern NAMED = Pattern.compile("(?:# |<#-- )(\\S+\\.(?:yml|json))");
    private static final String PAGE = page();

    @TempDir
    Path folder;

    private static String page() {
        try {
            return Files.readString(Path.of("..", "docs", "coming-from-ansible.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<List<String>> rows(String heading) {
        return PAGE.substring(PAGE.indexOf("\n" + heading))
                .lines()
                .skip(2)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> Stream.of(line.split("(?<!\\\\)\\|", -1))
                        .map(cell -> cell.replace("\\|", "|").strip())
                        .toList());
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static List<String> blocks() {
        return BLOCK.matcher(PAGE).results().map(found -> found.group(1)).toList();
    }

    /**
     * An expression of the table.
     *
     * @param freemarker as the page writes it
     * @param gives what it comes to
     */
    record Equivalent(String freemarker, String gives) {}

    static Stream<Equivalent> equivalents() {
        List<Equivalent> equivalents = new ArrayList<>();
        rows("## Expressions").forEach(row -> {
            List<String> expressions = codes(row.get(2));
            List<String> values = row.get(3).isEmpty() ? List.of("") : codes(row.get(3));
            for (int i = 0; i < expressions.size(); i++) {
                equivalents.add(new Equivalent(expressions.get(i), values.get(i)));
            }
        });
        assertThat(equivalents).hasSizeGreaterThan(60);
        return equivalents.stream();
    }

    @ParameterizedTest
    @MethodSource("equivalents")
    void every_expression_gives_what_the_page_says(Equivalent equivalent) {
        String written = equivalent.freemarker();
        boolean bare = !written.contains("${") && !written.startsWith("<#");
        Yaml text = Yaml.of(new Position("page", 1, 1), bare ? "${" + written + "}" : written);
        String vars = blocks().stream()
                .filter(block -> block.startsWith("vars:\n"))
                .findFirst()
                .orElseThrow();
        Object value = new Templates(
                        Plays.variables(vars.substring("vars:\n".length()).stripIndent()))
                .evaluate(text)
                .plain();
        assertThat(value).hasToString(equivalent.gives());
    }

    @Test
    void the_role_is_read_and_checked_without_a_problem() throws IOException {
        int written = 0;
        for (String block : blocks()) {
            Matcher name = NAMED.matcher(block);
            if (name.lookingAt()) {
                Path file = folder.resolve(name.group(1));
                Files.createDirectories(file.getParent());
                Files.writeString(file, block);
                written++;
            }
        }
        assertThat(written).isEqualTo(5);
        assertThat(PlaybookReaderTest.problems(folder.resolve("site.yml"))).isEmpty();
    }

    @Test
    void both_sides_of_the_role_have_the_same_files() {
        List<String> ansible = Pattern.compile("(?m)^```jinja\n(?:# |\\{# )(\\S+)")
                .matcher(PAGE)
                .results()
                .map(found -> found.group(1).replace(".j2", ""))
                .toList();
        List<String> own = blocks().stream()
                .map(NAMED::matcher)
                .filter(Matcher::lookingAt)
                .map(name -> name.group(1))
                .toList();
        assertThat(own).isEqualTo(ansible);
    }

    @Test
    void the_modules_of_the_table_are_there() {
        List<String> named = rows("## Modules")
                .flatMap(row -> codes(row.get(2)).stream())
                .filter(name -> !name.equals("facts"))
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(Modules.names()).contains(name));
    }
}
