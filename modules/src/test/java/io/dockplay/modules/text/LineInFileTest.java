package io.dockplay.modules.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.UnsupportedState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A line is replaced and put in as Ansible's lineinfile does it. What that made of each text is kept in lineinfile.json, and
 * bench/lineinfile/write.py made that.
 */
class LineInFileTest {

    static Stream<JsonNode> cases() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(Path.of("src/test/resources/lineinfile.json").toFile());
        return StreamSupport.stream(cases.spliterator(), false);
    }

    private static Optional<String> text(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
    }

    private static FileLines edits(
            List<String> lines, Optional<String> match, Optional<String> after, Optional<String> before) {
        return new FileLines(lines, List.of(), List.of(), new LinePlace(match, after, before));
    }

    private static FileLines matching(String match, String line) {
        return edits(List.of(line), Optional.of(match), Optional.empty(), Optional.empty());
    }

    private static String applied(FileLines edits, String content) {
        return new String(edits.applied(content.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_line_comes_where_Ansible_puts_it(JsonNode each) {
        FileLines edits = edits(
                List.of(each.get("line").asText()),
                text(each, "regexp"),
                text(each, "insertafter"),
                text(each, "insertbefore"));
        assertThat(applied(edits, each.get("before").asText()))
                .isEqualTo(each.get("after").asText());
    }

    @Test
    void several_lines_come_together_and_in_their_order() {
        FileLines edits = edits(List.of("x", "b", "y"), Optional.empty(), Optional.of("^a"), Optional.empty());
        assertThat(applied(edits, "a\nb\na\nc\n")).isEqualTo("a\nb\na\nx\ny\nc\n");
    }

    @Test
    void the_end_that_Windows_gives_a_line_makes_no_difference() {
        assertThat(applied(matching("^a=1$", "a=2"), "a=1\r\nb\r\n")).isEqualTo("a=2\nb\r\n");
        assertThat(applied(matching("^a", "a=1"), "a=1\r\nb\r\n")).isEqualTo("a=1\r\nb\r\n");
    }

    @Test
    void a_match_of_two_lines_that_does_not_find_the_new_one_is_refused() {
        assertThatThrownBy(() -> applied(matching("^#Port", "Port 1"), "#Port 2\n#Port 3\n"))
                .isInstanceOf(UnsupportedState.class)
                .hasMessageContaining("each run would replace another");
        assertThat(applied(matching("^#Port", "Port 1"), "#Port 2\nPort 3\n")).isEqualTo("Port 1\nPort 3\n");
    }

    @ParameterizedTest
    @CsvSource({"(a+)+\\1z, 40", "(a|b)*c, 100000"})
    void an_expression_that_takes_for_ever_is_refused(String match, int length) {
        LinePattern pattern = new LinePattern("match", match);
        List<String> lines = List.of("a".repeat(length) + "!");
        assertThatThrownBy(() -> pattern.last(lines, 1_000_000))
                .isInstanceOf(UnsupportedState.class)
                .hasMessageContaining("takes too long");
    }

    @ParameterizedTest
    @CsvSource({"(", "*a", "a{,3}"})
    void what_is_no_regular_expression_is_an_error(String match) {
        assertThatThrownBy(() -> matching(match, "x")).isInstanceOf(InvalidOption.class);
    }
}
