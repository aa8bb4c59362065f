package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.eval.Facts;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.playbook.parse.TaskReader;
import io.dockplay.problem.Position;
import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/playbook.md lists is what there is: the keys, the facts, the expressions. */
class PlaybookPageTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Machine MACHINE = new Machine(
            "CentOS",
            "7.9.2009",
            7,
            "x86_64",
            "3.10.0-1160.el7.x86_64",
            InitSystem.SYSTEMD,
            "web1.example.org",
            Optional.of(List.of("192.0.2.7")),
            3789,
            2,
            "enforcing",
            Optional.of("26.1.4"));
    private static final Variables VARIABLES = Variables.of(
            Map.of(
                    "name",
                    "x",
                    "user",
                    Map.of("name", "x"),
                    "list",
                    List.of("x"),
                    "text",
                    "7",
                    "n",
                    7,
                    "a",
                    true,
                    "b",
                    true,
                    "c",
                    true,
                    "x",
                    "x",
                    "facts",
                    Facts.of(MACHINE)),
            Map.of());

    /** The cells of the rows of the table under a heading, without its head. */
    private static List<List<String>> rows(String heading) {
        try {
            String page = Files.readString(Path.of("..", "docs", "playbook.md"));
            String below = page.substring(page.indexOf("\n" + heading + "\n") + 1);
            return below.lines()
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("#"))
                    .filter(line -> line.startsWith("| "))
                    .skip(1)
                    .map(line -> Stream.of(line.split("(?<!\\\\)\\|", -1))
                            .map(cell -> cell.replace("\\|", "|").strip())
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static List<String> firstCodes(String heading) {
        return rows(heading).stream().flatMap(row -> codes(row.get(1)).stream()).toList();
    }

    @Test
    void every_key_of_a_play_and_of_a_task_is_listed() {
        assertThat(firstCodes("## A play")).containsExactlyInAnyOrderElementsOf(PlaybookReader.PLAY_KEYS);
        assertThat(firstCodes("## A task")).containsExactlyInAnyOrderElementsOf(TaskReader.KEYS);
    }

    @Test
    void every_fact_is_listed() {
        TreeSet<String> facts = new TreeSet<>();
        Facts.of(MACHINE).forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                inner.keySet().forEach(key -> facts.add("facts." + name + "." + key));
            } else {
                facts.add("facts." + name);
            }
        });
        assertThat(firstCodes("## Facts")).containsExactlyInAnyOrderElementsOf(facts);
    }

    static Stream<String> expressions() {
        return rows("## Expressions").stream()
                .flatMap(row -> codes(row.get(2)).stream())
                .filter(code -> !code.contains("<#if …>"));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void every_expression_that_takes_the_place_of_one_of_ansibles_can_be_evaluated(String expression) {
        Position here = new Position("page", 1, 1);
        String bare = expression.startsWith("<#") || expression.startsWith("${")
                ? expression
                : "<#assign value = (" + expression + ")>";
        assertThat(new Templates(VARIABLES).render(bare, here)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ${r"${HOME}"}                                    | ${HOME}
            x ${r"${HOME}"}                                  | x ${HOME}
            <#noparse>${HOME}</#noparse>                     | ${HOME}
            $HOME                                            | $HOME
            {{.Name}}                                        | {{.Name}}
            ${list?join(",")}                                | x
            """)
    void what_shall_reach_the_host_as_it_is_can_be_written(String written, String value) {
        Object plain = new Templates(VARIABLES)
                .evaluate(Yaml.of(new Position("page", 1, 1), written))
                .plain();
        assertThat(plain).isEqualTo(value);
    }
}
